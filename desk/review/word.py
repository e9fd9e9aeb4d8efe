"""A pack or its annex as a Word file to edit: real headings and tables, the language set, no macros."""

import datetime as dt
import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from drawing.word_text import word_property, word_text

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EPOCH = (1980, 1, 1, 0, 0, 0)


def word_file(content, *, title, language, at):
    """Bytes of a DOCX of these sections, A4. The same content, title, language and moment give the same bytes.

    content: desk.review.pack data. at: the moment that the file names as its making.
    """
    document = Document()
    set_up(document, title, language, content["office"], at)
    document.add_heading(word_text(title), 0)
    document.add_paragraph(word_text(f"{content['office']} · {content['dated']}"))
    for section in content["sections"]:
        document.add_heading(word_text(section["heading"]), 1)
        for block in section["blocks"]:
            WRITERS[block["type"]](document, block)
    return packed(document)


def set_up(document, title, language, author, at):
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(18)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    speak(normal, language)
    about = document.core_properties
    title, author = word_property(title), word_property(author)
    about.title, about.author, about.language, about.comments = title, author, language, ""
    about.created = about.modified = at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    about.last_modified_by, about.revision = author, 1


def speak(style, language):
    """The language of the text, for spelling and for reading aloud; of each script, as Word keeps it."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    spoken = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia", "w:bidi"):
        spoken.set(qn(name), language)
    properties.append(spoken)


def write_text(document, block):
    document.add_paragraph(word_text(block["text"]))


def write_list(document, block):
    for item in block["points"]:
        document.add_paragraph(word_text(item), style="List Bullet")


def write_pairs(document, block):
    write_rows(document, None, block["rows"], ())


def write_table(document, block):
    caption = document.add_paragraph(word_text(block["caption"]), style="Caption")
    caption.paragraph_format.keep_with_next = True
    write_rows(document, block["columns"], block["rows"], block["numbers"])


def write_rows(document, columns, rows, numbers):
    width = len(columns or rows[0])
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    if columns:
        head = table.add_row()
        repeat(head)
        fill(head, columns, numbers, bold=range(width))
    for row in rows:
        fill(table.add_row(), row, numbers, bold=() if columns else (0,))
    document.add_paragraph()


def repeat(row):
    """The head of a table stands again on each page that it runs over, and is announced as a head."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def fill(row, cells, numbers, *, bold):
    for n, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(word_text(text))
        run.bold = n in bold
        run.font.size = Pt(9)
        if n in numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


WRITERS = {"text": write_text, "list": write_list, "pairs": write_pairs, "table": write_table}


def packed(document):
    """The file with one fixed time on each part, so that the same paper is the same bytes."""
    loose, tight = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with ZipFile(loose) as parts, ZipFile(tight, "w", ZIP_DEFLATED) as out:
        for name in parts.namelist():
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            out.writestr(info, parts.read(name))
    return tight.getvalue()

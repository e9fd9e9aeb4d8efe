"""Letters as a Word file to edit: a page for each, A4, no macros."""

import io

from django.utils import timezone
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from drawing.word_text import word_property, word_text

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letters_file(letters, *, author, language):
    """Bytes of a DOCX. letters: [(person or None, subject, [paragraphs])], as activities.services.delegation_letters
    gives them; each after the first begins a page. language: of the text, for spelling."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    spoken = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia", "w:bidi"):
        spoken.set(qn(name), language)
    normal.element.get_or_add_rPr().append(spoken)
    about = document.core_properties
    author = word_property(author)
    about.title, about.author, about.language, about.comments = word_property(letters[0][1]), author, language, ""
    about.created = about.modified = timezone.now().replace(tzinfo=None, microsecond=0)
    about.last_modified_by = author
    for n, (_person, subject, paragraphs) in enumerate(letters):
        if n:
            document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        document.add_heading(word_text(subject), 1)
        for text in paragraphs:
            paragraph = document.add_paragraph()
            for m, line in enumerate(text.split("\n")):
                run = paragraph.add_run(word_text(line))
                if m < text.count("\n"):
                    run.add_break()
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()

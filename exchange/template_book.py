"""A workbook to start from: one sheet with header and example, one that says what each column holds."""

import io

from django.http import FileResponse

from drawing.exports import XLSX_TYPE, as_download, safe


def book_response(name, header, example, notes_header, notes):
    """The workbook as a download, its columns wide enough to be read and all cells text, so that 2024-05 stays so."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    page = book.active
    page.title = name[:31]
    page.append(header)
    page.append([safe(cell) for cell in example])
    page.freeze_panes = "A2"
    told = book.create_sheet("notes")
    told.append([str(word) for word in notes_header])
    for note in notes:
        told.append([safe(str(cell)) for cell in note])
    for sheet in (page, told):
        for cells in sheet.iter_cols():
            longest = max(len(str(cell.value or "")) for cell in cells)
            sheet.column_dimensions[cells[0].column_letter].width = min(max(longest + 2, 12), 70)
            for cell in cells:
                cell.number_format = "@"
                cell.alignment = Alignment(wrap_text=sheet is told, vertical="top")
            cells[0].font = Font(bold=True)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return as_download(FileResponse(file, content_type=XLSX_TYPE), f"{name}.xlsx")

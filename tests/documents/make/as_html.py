"""Pages as a web page, in UTF-8 or in GBK."""

from html import escape


def write(path, pages, encoding="utf-8"):
    parts = [
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="{encoding}"><title>绩效自评</title>',
        "<style>@page{size:A4;margin:15mm} body{font:10pt 'Noto Sans CJK SC',SimSun,sans-serif}"
        "table{border-collapse:collapse;width:100%} td,th{border:1px solid #000;padding:2pt;text-align:center}"
        "section+section{break-before:page} h2,h3{text-align:center}</style></head><body>",
    ]
    for page in pages:
        parts.append("<section>")
        parts += [f"<h2>{escape(line)}</h2>" for line in page.above]
        parts.append("<table>")
        for row in page.rows:
            parts.append("<tr>" + "".join(cell(item) for item in row) + "</tr>")
        parts.append("</table>")
        parts += [f"<p>{escape(line)}</p>" for line in page.below]
        parts.append("</section>")
    parts.append("</body></html>")
    path.write_bytes("\n".join(parts).encode(encoding, errors="xmlcharrefreplace"))


def cell(item):
    tag = "th" if item.heading else "td"
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", item.columns), ("rowspan", item.rows)) if count > 1
    )
    return f"<{tag}{spans}>{escape(item.text).replace(chr(10), '<br>')}</{tag}>"

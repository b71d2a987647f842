"""Forms as they are published: a table as rows of cells, some of which span others.

A form is a list of pages; a page has lines above, rows, and lines below.
"""

from dataclasses import dataclass, field
from itertools import groupby


@dataclass
class Cell:
    text: str
    columns: int = 1
    rows: int = 1
    heading: bool = False


@dataclass
class Page:
    above: list
    rows: list
    below: list = field(default_factory=list)

    def placed(self):
        """Each cell with the row and the column of its upper left corner."""
        taken = set()
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                yield row, column, cell
                taken.update((row + down, column + right) for down in range(cell.rows) for right in range(cell.columns))
                column += cell.columns

    def width(self):
        return max(column + cell.columns for _, column, cell in self.placed())

    def covered(self):
        """What to write in each row and column: a cell at its corner, `None` where one reaches, blanks elsewhere."""
        width, height = self.width(), len(self.rows)
        grid = [[Cell("") for _ in range(width)] for _ in range(height)]
        for row, column, cell in self.placed():
            for down in range(cell.rows):
                for right in range(cell.columns):
                    grid[row + down][column + right] = None
            grid[row][column] = cell
        return grid


def heading(text, columns=1, rows=1):
    return Cell(text, columns, rows, heading=True)


def title(table):
    return ["项目支出绩效自评表", f"（{table.year} 年度）"]


def names(table, label, value):
    """The first rows: the project, the department and the unit."""
    project = [heading("项目名称", label), Cell(table.project, value)]
    half = (value - label) // 2
    who = [
        heading("主管部门", label), Cell(table.department, half),
        heading("实施单位", label), Cell(table.unit, value - label - half),
    ]
    return [project, who]


def goals(table, label, wide):
    left = wide // 2
    return [
        [heading("年度总体目标", label, 2), heading("预期目标", left), heading("实际完成情况", wide - left)],
        [Cell(table.goals["expected"], left), Cell(table.goals["achieved"], wide - left)],
    ]


def funds_in_rows(table):
    """Nine columns: the sum, then each source, a row each."""
    funds, claimed = table.funds, table.claimed
    sources = funds["sources"]
    head = [heading(f"项目资金（{funds['unit']}）", 1, len(sources) + 2), heading("", 2)]
    head += [heading(text) for text in ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")]
    total = [heading("年度资金总额", 2), Cell(funds["initial"]), Cell(funds["budget"]), Cell(funds["executed"])]
    total += [Cell(funds["weight"]), Cell(claimed["rate"]), Cell(claimed["execution"])]
    rows = [head, total]
    for index, source in enumerate(sources):
        name = ("其中：" if index == 0 else "") + source["name"]
        row = [heading(name, 2), Cell(source["initial"]), Cell(source["budget"]), Cell(source["executed"])]
        rows.append(row + [Cell("—"), Cell("—"), Cell("—")])
    return rows


def merged_names(rows, class_text):
    """Class and group of each row, once over all the rows that share them."""
    cells = []
    for _, class_rows in groupby(rows, key=lambda row: row.class_):
        class_rows = list(class_rows)
        first = True
        for _, group_rows in groupby(class_rows, key=lambda row: row.group):
            group_rows = list(group_rows)
            for index in range(len(group_rows)):
                own = []
                if first:
                    own.append(heading(class_text(class_rows), 1, len(class_rows)))
                    first = False
                if index == 0:
                    own.append(heading(group_rows[0].group, 1, len(group_rows)))
                cells.append(own)
    return cells


def official(table):
    """The form of 财预〔2020〕10号, as filled in: class and group merged, funds in rows."""
    rows = names(table, 1, 8) + funds_in_rows(table) + goals(table, 1, 8)
    head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    rows.append([heading("绩效指标", 1, len(table.indicators) + 1)] + [heading(text) for text in head])
    for row, own in zip(table.indicators, merged_names(table.indicators, lambda rows: rows[0].class_)):
        rows.append(own + [Cell(text) for text in (row.name, row.target, row.actual, row.weight, row.claimed, row.reason)])
    rows.append([heading("总分", 6), Cell(table.claimed["weight"]), Cell(table.claimed["total"]), Cell("")])
    return Page(title(table), rows, ["注：得分由各单位自评填写。"])


def apart(table):
    """Sign, value and unit in columns of their own; nothing merged: class and group stand in every row."""
    rows = names(table, 1, 9) + [row[:-1] + [Cell(row[-1].text, 2)] for row in funds_in_rows(table)]
    head = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分", "未完成原因分析"]
    rows.append([heading(text) for text in head])
    for row in table.indicators:
        text = [row.class_, row.group, row.name, *row.apart(), row.actual, row.weight, row.claimed, row.reason]
        rows.append([Cell(cell) for cell in text])
    rows.append([heading("合计", 7), Cell(table.claimed["weight"]), Cell(table.claimed["total"]), Cell("")])
    return Page([f"{table.year}年部门预算项目支出绩效自评表"], rows)


def classes(table):
    """The weight of each class on its line, the weight of a row before its target."""
    rows = names(table, 1, 8) + funds_in_rows(table)
    head = ["一级指标", "二级指标", "三级指标", "分值", "年度指标值", "全年完成值", "得分", "偏差原因分析及改进措施"]
    rows.append([heading("绩效指标", 1, len(table.indicators) + 1)] + [heading(text) for text in head])
    weights = {id(rows[0]): weight for _, weight, rows in table.classes()}
    own = merged_names(table.indicators, lambda rows: f"{rows[0].class_}({weights[id(rows[0])]}分)")
    for row, names_ in zip(table.indicators, own):
        rows.append(names_ + [Cell(text) for text in (row.name, row.weight, row.target, row.actual, row.claimed, row.reason)])
    rows.append([heading("总分", 4), Cell(table.claimed["weight"]), Cell("", 2), Cell(table.claimed["total"]), Cell("")])
    return Page(title(table), rows, ["填表人：", "联系电话："])


def funds_in_columns(table):
    """Two heading rows over funds that stand in columns, each source beside the sum; two over the indicators too."""
    funds, claimed = table.funds, table.claimed
    parts = [("合计", funds)] + [(source["name"], source) for source in funds["sources"]]
    amounts = {"initial": "年初预算数", "budget": "全年预算数", "executed": "全年执行数"}
    wide = 1 + len(amounts) * len(parts) + 3
    rows = names(table, 1, wide - 1)
    head = [heading(f"资金情况（{funds['unit']}）", 1, 3)] + [heading(text, len(parts)) for text in amounts.values()]
    rows.append(head + [heading(text, 1, 2) for text in ("分值", "执行率", "得分")])
    rows.append([heading(name) for name, _ in parts] * len(amounts))
    rows.append(
        [Cell(part[key]) for key in amounts for _, part in parts]
        + [Cell(funds["weight"]), Cell(claimed["rate"]), Cell(claimed["execution"])]
    )
    rows += goals(table, 1, wide - 1)
    spare = wide - 7  # the name takes what the other columns leave
    rows.append(
        [heading("一级指标", 1, 2), heading("二级指标", 1, 2), heading("三级指标", spare, 2), heading("完成情况", 2)]
        + [heading(text, 1, 2) for text in ("分值", "得分", "偏差原因分析及改进措施")]
    )
    rows.append([heading("年度指标值"), heading("实际完成值")])
    for row, own in zip(table.indicators, merged_names(table.indicators, lambda rows: rows[0].class_)):
        text = [row.target, row.actual, row.weight, row.claimed, row.reason]
        rows.append(own + [Cell(row.name, spare)] + [Cell(cell) for cell in text])
    rows.append([heading("总分", wide - 3), Cell(claimed["weight"]), Cell(claimed["total"]), Cell("")])
    return Page([f"{table.year}年度项目支出绩效自评表"], rows)


LAYOUTS = {"official": official, "apart": apart, "classes": classes, "funds": funds_in_columns}

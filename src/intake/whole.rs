//! All sheets together, in the order in which one needs the other: categories, indicators, subjects, values, ballots,
//! events; then what is absent, and the change.

use super::cells::Remark;
use super::choices::{Choices, Kind, Role};
use super::columns::{SURE_LIST, column_of};
use super::grid::{Grid, blank};
use super::heading::WIDEST;
use super::indicators;
use super::rows::Layout;
use super::settled::before_points;
use super::sheet::{Taken, category_of, understand};
use super::taking::{Fate, Taking};
use super::text::{counts, fold, without_brackets};
use super::view::{ColumnFound, Grade, IntakeView, RowFound, What};
use super::{Book, cycles, difference, lists, subjects, sums, values, years};
use crate::edit::Change;
use crate::model::{Category, Document, GradeBand, IndicatorSet};
use std::collections::BTreeSet;

/// Names of categories that are looked for in a list.
const MOST_CATEGORIES: usize = 40;
/// Columns without a heading that are named.
const MOST_BARE: usize = 20;

pub(super) fn take_in(document: &Document, books: &[Book], choices: &Choices) -> (IntakeView, Option<Change>) {
    let mut grids = Vec::new();
    let mut names = Vec::new();
    for book in books {
        for sheet in &book.workbook.sheets {
            grids.push(Grid::new(grids.len() as u32, &book.name, sheet, &choices.corrections));
            names.push(if books.len() > 1 { format!("{} {}", book.name, sheet.name) } else { sheet.name.clone() });
        }
    }
    let mut taking = Taking::new(document, choices, names);
    let look = |grid, laid_out, taking: &Taking| understand(grid, laid_out, &taking.next, &taking.index, choices);
    let mut sheets: Vec<Taken> = grids.into_iter().map(|grid| look(grid, None, &taking)).collect();
    categories(&mut taking, &mut sheets);
    let title = title(&sheets);
    // Titles may name categories that only now are known.
    for sheet in &mut sheets {
        sheet.category = category_of(&sheet.grid, &sheet.layout, &taking.next, &taking.index, choices);
    }
    let mut listed: Option<BTreeSet<usize>> = None;
    let mut tables: BTreeSet<String> = BTreeSet::new();
    // Tables with points or rules first; what only may be a list of indicators is looked at once more after them.
    let mut done: BTreeSet<u32> = BTreeSet::new();
    for weak in [false, true] {
        if weak && listed.is_some() {
            let open = |sheet: &Taken| sheet.taken && sheet.kind == Kind::Indicators && sheet.sure < SURE_LIST;
            sheets =
                sheets.into_iter().map(|s| if open(&s) { look(s.grid, Some(s.layout), &taking) } else { s }).collect();
        }
        for sheet in sheets.iter().filter(|sheet| sheet.taken && sheet.kind == Kind::Indicators) {
            if (!weak && sheet.sure < SURE_LIST) || !done.insert(sheet.grid.place) {
                continue;
            }
            let found = indicators::take(&mut taking, sheet);
            sums::weigh(&mut taking, sheet, &found);
            super::column_faults::say_figures(&mut taking, sheet);
            listed.get_or_insert_default().extend(found.rows.iter().map(|(_, at)| *at));
            tables.extend(sums::categories(&taking, sheet));
            taking.look_again();
        }
    }
    // A table whose headings are indicators looks like a list before these are known.
    sheets = again(sheets, &taking, &[Kind::Indicators], &look);
    let mut people: Option<BTreeSet<usize>> = None;
    for sheet in sheets.iter().filter(|sheet| sheet.taken && sheet.kind == Kind::Subjects) {
        people.get_or_insert_default().extend(subjects::take(&mut taking, sheet));
        taking.look_again();
    }
    taking.open_list = document.subjects.is_empty() && people.is_none();
    if people.is_some() {
        sheets = again(sheets, &taking, &[Kind::Indicators, Kind::Subjects], &look);
    }
    years::halves(&taking, &mut sheets);
    taking.sheet_periods = sheets.iter().filter_map(|sheet| Some((sheet.grid.place, sheet.period?))).collect();
    taking.year = years::assessed(&document.title, &title, &sheets);
    cycles::find(&mut taking, &sheets);
    for wanted in [Kind::Values, Kind::LongValues, Kind::Collection] {
        if wanted == Kind::Collection {
            taking.look_again();
            let others = [Kind::Indicators, Kind::Subjects, Kind::Values, Kind::LongValues];
            sheets = again(sheets, &taking, &others, &look);
            years::halves(&taking, &mut sheets);
        }
        for sheet in sheets.iter().filter(|sheet| sheet.taken && sheet.kind == wanted) {
            values::take(&mut taking, sheet);
        }
    }
    taking.open_list &= taking.next.subjects.is_empty();
    lists::say_sums(&mut taking, &sheets);
    // Ballots and events name nobody new, unless there is nobody yet.
    if taking.open_list && taking.next.categories.is_empty() && sheets.iter().any(|sheet| sheet.taken) {
        everybody(&mut taking);
    }
    for sheet in sheets.iter().filter(|sheet| sheet.taken) {
        match sheet.kind {
            Kind::Ballots => {
                lists::ballots(&mut taking, sheet);
                super::column_faults::say_judged(&mut taking, sheet);
            }
            Kind::Subjects => super::column_faults::say_figures(&mut taking, sheet),
            Kind::Events => lists::events(&mut taking, sheet),
            _ => {}
        }
        hidden_rows(&mut taking, sheet);
        bare_columns(&mut taking, sheet);
        if let (Some((head, _)), false) = (sheet.layout.head, sheet.layout.kinds.contains(&RowFound::Data)) {
            let column = sheet.layout.heads.first().map_or(0, |head| head.column);
            taking.fault(&sheet.grid, head, column, Remark::warning(What::NoRows));
        }
        for (row, column) in sheet.layout.doubtful(&sheet.grid) {
            taking.fault(&sheet.grid, row, column, Remark::warning(What::RowLeftOut));
        }
        if let Some((row, column)) = sheet.layout.other {
            taking.fault(&sheet.grid, row, column, Remark::warning(What::SecondTable));
        }
    }
    for sheet in sheets.iter().filter(|sheet| !sheet.taken) {
        left_out(&mut taking, sheet);
    }
    taking.fill_columns();
    let held: Vec<usize> = taking.held.iter().copied().filter(|at| *at >= document.subjects.len()).collect();
    absent(&mut taking, listed, people, &tables, &held);
    finish(&mut taking, &title);
    close(taking, sheets, title)
}

/// How a sheet is looked at, with how it was laid out before.
type Look<'a, 'l> = dyn Fn(Grid<'a>, Option<Layout>, &Taking) -> Taken<'a> + 'l;

/// Sheets that depend on names which only now are known are looked at again; those that were taken stay as they were.
fn again<'a>(sheets: Vec<Taken<'a>>, taking: &Taking, done: &[Kind], look: &Look<'a, '_>) -> Vec<Taken<'a>> {
    let stays = |sheet: &Taken| sheet.taken && done.contains(&sheet.kind);
    sheets
        .into_iter()
        .map(|sheet| if stays(&sheet) { sheet } else { look(sheet.grid, Some(sheet.layout), taking) })
        .collect()
}

/// Makes the categories that the tables name: by their columns of points, by titles, by lists of subjects; one for all
/// where nobody names any.
fn categories(taking: &mut Taking, sheets: &mut [Taken]) {
    listed_points(sheets, taking.next.categories.len() > 1);
    let tables = || sheets.iter().filter(|sheet| sheet.taken && sheet.kind == Kind::Indicators);
    for sheet in sheets.iter().filter(|sheet| sheet.taken) {
        let chosen = taking.choices.sheets.get(&sheet.grid.place).and_then(|choice| choice.category.clone());
        if let Some(name) = chosen.filter(|name| !name.trim().is_empty()) {
            category(taking, &name);
        }
    }
    for sheet in tables() {
        for column in &sheet.columns {
            if let Role::Points(whose) = &column.role
                && !whose.is_empty()
            {
                category(taking, whose);
            }
        }
    }
    if !taking.next.categories.is_empty() {
        return;
    }
    let titled: Vec<String> =
        tables().filter_map(|sheet| sheet.layout.above.iter().find_map(|text| named(text))).collect();
    for name in titled {
        category(taking, &name);
    }
    if !taking.next.categories.is_empty() {
        return;
    }
    for sheet in sheets.iter().filter(|sheet| sheet.taken) {
        let Some(column) = column_of(&sheet.columns, |role| *role == Role::Category) else { continue };
        for row in sheet.rows() {
            let name = sheet.grid.text(row, column);
            let few = taking.next.categories.len() < MOST_CATEGORIES;
            if !name.is_empty() && few && !super::cells::says_missing(&name) {
                category(taking, &name);
            }
        }
    }
    let any = sheets.iter().any(|sheet| sheet.taken && !matches!(sheet.kind, Kind::Ballots | Kind::Events));
    if taking.next.categories.is_empty() && any {
        everybody(taking);
    }
}

/// 县区分值 alone is for a category that a list of subjects names, that another list has not, or that its list is called
/// after; in a document with `several` categories it is for all, and that is said elsewhere.
fn listed_points(sheets: &mut [Taken], several: bool) {
    // What a list is about, and not whom it is for.
    const WORK: [&str; 10] = ["定量", "定性", "共性", "个性", "党建", "业务", "日常", "平时", "年终", "专项"];
    let bare = |text: &str| fold(text).trim_end_matches(['类', '组']).to_owned();
    let mut named = Vec::new();
    let mut before: BTreeSet<String> = BTreeSet::new();
    let open = |column: &ColumnFound| column.role == Role::Points(String::new()) && column.sure < 100;
    let lone = |column: &ColumnFound| before_points(&column.head).filter(|_| open(column));
    for sheet in sheets.iter().filter(|sheet| sheet.taken) {
        if sheet.kind == Kind::Indicators {
            before.extend(sheet.columns.iter().filter_map(|column| match &column.role {
                Role::Points(whose) if !whose.is_empty() => Some(whose.clone()),
                _ => lone(column),
            }));
        } else if let Some(column) = column_of(&sheet.columns, |role| *role == Role::Category) {
            named.extend(sheet.rows().into_iter().map(|row| sheet.grid.text(row, column)));
        }
    }
    for sheet in sheets.iter_mut().filter(|sheet| sheet.kind == Kind::Indicators) {
        let above = sheet.layout.above.iter().map(String::as_str);
        let above = above.chain([sheet.grid.sheet.name.as_str(), sheet.grid.book]).map(fold).collect::<String>();
        for column in &mut sheet.columns {
            let Some(whose) = lone(column) else { continue };
            let called = !several && (before.len() > 1 || above.contains(&whose));
            let called = called && !WORK.contains(&whose.as_str());
            let known = named.iter().find(|name| bare(name) == bare(&whose)).cloned();
            if let Some(whose) = known.or_else(|| called.then_some(whose)) {
                column.role = Role::Points(whose);
            }
        }
    }
}

/// One category for all.
fn everybody(taking: &mut Taking) {
    add(taking, "A", "全部单位");
}

/// A类 in a title: （A类）.
fn named(title: &str) -> Option<String> {
    let letters: Vec<char> = title.chars().collect();
    let at = letters.windows(2).position(|pair| pair[0].is_ascii_uppercase() && pair[1] == '类')?;
    let before = at.checked_sub(1).map(|at| letters[at]);
    (!before.is_some_and(|letter| letter.is_ascii_alphanumeric())).then(|| letters[at..at + 2].iter().collect())
}

/// The category of this name, made where it is new.
fn category(taking: &mut Taking, name: &str) {
    let name = name.trim();
    if taking.index.category(name).is_some() {
        return;
    }
    let folded = fold(name);
    let letter = folded.strip_suffix('类').unwrap_or(&folded);
    let short = letter.len() <= 2 && letter.chars().all(|c| c.is_ascii_alphanumeric());
    if short && !letter.is_empty() {
        let id = letter.to_uppercase();
        let name = format!("{id}类");
        add(taking, &id, &name);
    } else {
        add(taking, name, name);
    }
}

fn add(taking: &mut Taking, id: &str, name: &str) {
    taking.index.add_category(id, name, taking.next.categories.len());
    taking.next.categories.push(Category { id: id.to_owned(), name: name.to_owned() });
}

/// 附件1 示例市2025年度考核指标体系表（A类）: what is of the paper goes.
fn of_paper(title: &str) -> &str {
    let text = title.trim();
    let Some(rest) = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表")) else { return text };
    let counts = |c: char| c.is_ascii_digit() || c.is_whitespace() || ":：.、一二三四五六七八九十".contains(c);
    rest.trim_start_matches(counts)
}

/// 单位名称：市财政局 is a line of a form, and no title.
fn of_a_form(text: &str) -> bool {
    const ENDS: [&str; 10] = ["单位", "单位名称", "部门", "部门名称", "名称", "人", "日期", "时间", "电话", "姓名"];
    let front = fold(text).split_once(':').map(|(front, _)| without_brackets(front).0);
    front.is_some_and(|front| front.chars().count() <= 8 && ENDS.iter().any(|end| front.ends_with(end)))
}

/// What stands above the first table that says what it is of.
fn title(sheets: &[Taken]) -> String {
    let order = |sheet: &&Taken| match sheet.kind {
        Kind::Indicators => 0,
        Kind::Values | Kind::LongValues => 1,
        Kind::Subjects => 2,
        _ => 3,
    };
    let mut taken: Vec<&Taken> = sheets.iter().filter(|sheet| sheet.taken).collect();
    taken.sort_by_key(order);
    let above = |sheet: &&Taken| {
        let rows = sheet.grid.sheet.rows.iter().zip(&sheet.layout.kinds);
        let titles = rows.filter(|(_, kind)| **kind == RowFound::Title);
        let mut texts = titles.filter_map(|(row, _)| row.cells.iter().find(|c| !blank(c)).map(super::grid::shown));
        texts.find(|text| of_paper(text).chars().count() >= 4 && !text.starts_with(['(', '（']) && !of_a_form(text))
    };
    let Some(found) = taken.iter().find_map(above) else { return String::new() };
    let mut text = of_paper(&found);
    for open in ['(', '（'] {
        if let Some((before, behind)) = text.rsplit_once(open)
            && behind.ends_with([')', '）'])
            && !before.trim().is_empty()
        {
            text = before.trim();
        }
    }
    for end in [
        "指标体系表",
        "指标体系及评分标准",
        "指标体系",
        "指标及权重",
        "指标表",
        "指标数据汇总表",
        "数据汇总表",
        "指标数据表",
        "数据表",
        "单位名单",
        "名单",
    ] {
        if let Some(rest) = text.strip_suffix(end).filter(|rest| rest.chars().count() >= 4) {
            text = rest;
            break;
        }
    }
    text.trim().to_owned()
}

/// Says where nothing was understood of a table in which rows hold words and figures; whoever chose that it is left out
/// knows it.
fn left_out(taking: &mut Taking, sheet: &Taken) {
    let chosen = taking.choices.sheets.get(&sheet.grid.place).is_some_and(|choice| choice.take.is_some());
    if sheet.kind != Kind::Unknown || sheet.grid.sheet.hidden || chosen {
        return;
    }
    let rows = || sheet.grid.sheet.rows.iter().filter(|row| row.cells.iter().any(|cell| !blank(cell)));
    let figures =
        |row: &crate::sheets::Row| row.cells.iter().filter(|cell| !blank(cell)).skip(1).any(super::rows::is_figure);
    let first = rows().next().and_then(|row| Some((row.row, row.cells.iter().find(|cell| !blank(cell))?.column)));
    let first = sheet.layout.head.map(|(row, _)| (row, sheet.layout.heads.first().map_or(0, |h| h.column))).or(first);
    if let Some((row, column)) = first.filter(|_| rows().any(figures)) {
        taking.fault(&sheet.grid, row, column, Remark::warning(What::UnknownColumn).with(&["sheet"]));
    }
}

/// Rows that people do not see, with something in them.
fn hidden_rows(taking: &mut Taking, sheet: &Taken) {
    let name = column_of(&sheet.columns, |role| matches!(role, Role::Subject | Role::Indicator));
    let last = sheet.layout.head.map_or(0, |(_, last)| last);
    for (row, _) in sheet.grid.sheet.rows.iter().zip(&sheet.layout.kinds).filter(|(_, kind)| **kind == RowFound::Hidden)
    {
        let first = row.cells.iter().find(|cell| !blank(cell)).map_or(0, |cell| cell.column);
        let column = name.filter(|column| sheet.grid.at(row.row, *column).is_some_and(|cell| !blank(cell)));
        if row.row > last {
            taking.fault(&sheet.grid, row.row, column.unwrap_or(first), Remark::note(What::InHiddenRow));
        }
    }
}

/// Columns that are not looked at: beyond the last that is, and those with something below a blank heading.
fn bare_columns(taking: &mut Taking, sheet: &Taken) {
    let (grid, Some((_, last))) = (&sheet.grid, sheet.layout.head) else { return };
    if sheet.layout.heads.last().is_some_and(|head| head.column + 1 >= WIDEST) && grid.sheet.width() > WIDEST {
        taking.fault(grid, last, WIDEST, Remark::error(What::TooMany).with(&[&WIDEST.to_string()]));
    }
    let mut headed = vec![false; WIDEST as usize];
    for head in sheet.layout.heads.iter().filter(|head| head.column < WIDEST) {
        headed[head.column as usize] = true;
    }
    let first = sheet.layout.heads.first().map_or(0, |head| head.column);
    let mut bare: BTreeSet<u32> = BTreeSet::new();
    let rows = grid.sheet.rows.iter().zip(&sheet.layout.kinds).filter(|(_, kind)| **kind == RowFound::Data);
    for cell in rows.flat_map(|(row, _)| &row.cells).filter(|cell| cell.column < WIDEST && !blank(cell)) {
        // Left of the table rows are counted without a heading.
        let counted = cell.column < first && counts(&super::grid::shown(cell));
        if !headed[cell.column as usize] && !counted && bare.len() < MOST_BARE {
            bare.insert(cell.column);
        }
    }
    for column in bare {
        taking.fault(grid, last, column, Remark::warning(What::NoHeading));
    }
}

/// What the document has and the tables that list such things have not: counted, and taken out where that is wanted.
fn absent(
    taking: &mut Taking,
    listed: Option<BTreeSet<usize>>,
    people: Option<BTreeSet<usize>>,
    tables: &BTreeSet<String>,
    held: &[usize],
) {
    let before = taking.before;
    let mut unwanted = held.to_vec();
    if let Some(listed) = listed {
        let used = |at: &usize| {
            let points = &before.set.indicators[*at].points;
            points.iter().any(|(category, points)| *points > 0.0 && tables.contains(category))
        };
        let gone: Vec<usize> = (0..before.set.indicators.len()).filter(|at| !listed.contains(at) && used(at)).collect();
        for at in &gone {
            taking.count(Kind::Indicators, Fate::Absent, &before.set.indicators[*at].name);
        }
        if taking.choices.remove_absent {
            remove_indicators(&mut taking.next, &gone, tables);
        }
    }
    if let Some(people) = people {
        let gone: Vec<usize> = (0..before.subjects.len()).filter(|at| !people.contains(at)).collect();
        for at in &gone {
            taking.count(Kind::Subjects, Fate::Absent, &before.subjects[*at].name);
        }
        if taking.choices.remove_absent {
            unwanted.extend(gone);
        }
    }
    if !unwanted.is_empty() {
        remove_subjects(&mut taking.next, &unwanted);
    }
}

fn remove_indicators(next: &mut Document, gone: &[usize], tables: &BTreeSet<String>) {
    let mut removed: BTreeSet<String> = BTreeSet::new();
    for at in gone {
        let indicator = &mut next.set.indicators[*at];
        indicator.points.retain(|category, _| !tables.contains(category));
        if indicator.points.values().all(|points| *points <= 0.0) {
            removed.insert(indicator.id.clone());
        }
    }
    let parents: BTreeSet<String> =
        next.set.indicators.iter().filter(|i| removed.contains(&i.id)).map(|i| i.parent.clone()).collect();
    next.set.indicators.retain(|i| !removed.contains(&i.id));
    next.observations.columns.retain(|c| !removed.contains(&c.indicator));
    next.ballots.retain(|b| !removed.contains(&b.indicator));
    for parent in parents {
        prune(&mut next.set, Some(parent));
    }
}

/// Takes out a dimension below which nothing is left, and those above it that it leaves empty.
fn prune(set: &mut IndicatorSet, dimension: Option<String>) {
    let Some(id) = dimension else { return };
    if set.leaves(&id).next().is_some() || set.branches(&id).next().is_some() {
        return;
    }
    let Some(at) = set.dimension(&id) else { return };
    let parent = set.dimensions.remove(at).parent;
    prune(set, parent);
}

fn remove_subjects(next: &mut Document, gone: &[usize]) {
    let parents: BTreeSet<String> = next.subjects.iter().filter_map(|s| s.parent.clone()).collect();
    let gone: BTreeSet<usize> = gone.iter().copied().filter(|at| !parents.contains(&next.subjects[*at].id)).collect();
    let ids: BTreeSet<String> = gone.iter().map(|at| next.subjects[*at].id.clone()).collect();
    fn without<T: Clone>(list: &[T], gone: &BTreeSet<usize>) -> Vec<T> {
        list.iter().enumerate().filter(|(at, _)| !gone.contains(at)).map(|(_, one)| one.clone()).collect()
    }
    for column in &mut next.observations.columns {
        column.cells.numbers = without(&column.cells.numbers, &gone);
        column.cells.status = without(&column.cells.status, &gone);
        column.lines = without(&column.lines, &gone);
    }
    next.subjects = without(&next.subjects, &gone);
    next.ballots.retain(|b| !ids.contains(&b.subject));
    next.events.retain(|e| !ids.contains(&e.subject));
}

/// What a new document needs besides its tables to be computed.
fn finish(taking: &mut Taking, title: &str) {
    let next = &mut taking.next;
    if next == taking.before {
        return;
    }
    if next.title.trim().is_empty() {
        next.title = title.to_owned();
    }
    if next.grading.scale.bands.is_empty() && !next.set.indicators.is_empty() {
        // An example that everybody knows and can change; of a list of a thousand points with a thousand as its whole.
        let bands = [(90.0, "优秀"), (80.0, "良好"), (60.0, "合格"), (0.0, "不合格")];
        let totals: Vec<f64> = next.categories.iter().map(|c| sums::total(&next.set, &c.id)).collect();
        let whole = totals.first().copied().filter(|whole| totals.iter().all(|other| other == whole));
        let whole = whole.filter(|whole| *whole > 0.0 && !(50.0..150.0).contains(whole)).unwrap_or(100.0);
        let band = |(minimum, name): (f64, &str)| GradeBand { minimum: minimum * whole / 100.0, name: name.to_owned() };
        next.grading.scale.bands = bands.map(band).to_vec();
    }
}

fn close(mut taking: Taking, sheets: Vec<Taken>, title: String) -> (IntakeView, Option<Change>) {
    taking.faults.sort_by_key(|fault| (fault.sheet, fault.row, fault.column));
    taking.faults.dedup();
    let may = taking.errors == 0 || taking.choices.leave_faulty;
    debug_assert!(taking.errors > 0 || taking.faults.iter().all(|fault| fault.grade != Grade::Error));
    let change = if may { difference::change(taking.before, &taking.next) } else { None };
    let view = IntakeView {
        sheets: sheets.iter().map(|sheet| sheet.found(&taking.next)).collect(),
        counts: taking.counts(),
        faults: taking.faults,
        standards: taking.standards,
        moved: taking.moved,
        moved_total: taking.moved_total,
        title,
        ready: change.is_some(),
    };
    (view, change)
}

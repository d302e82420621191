//! Tables as offices make them, taken in: the sample city's list in four formats, the office's other tables, and one
//! workbook with 37 planted faults, each reported at its cell.

use mingheng::edit::apply;
use mingheng::engine::check;
use mingheng::intake::{Book, Choices, Fault, Grade, IntakeView, Kind, take_in};
use mingheng::model::{Cycle, Direction, Document, EventKind, Field, Period, Standing, Status};
use mingheng::sheets::{read, workbook::address};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn book(name: &str) -> Book {
    let path = path(name);
    let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let file = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
    let workbook = read(&file, &bytes).unwrap_or_else(|e| panic!("{name}: {e:?}"));
    Book { name: file, workbook }
}

/// What books bring to a document, and the document with them; undoing must restore it.
fn brought(document: &Document, books: &[Book], choices: &Choices) -> (IntakeView, Document) {
    let (view, change) = take_in(document, books, choices);
    let mut after = document.clone();
    if let Some(change) = change {
        let (inverse, _) = apply(&mut after, change).expect("a change that can be made");
        let mut back = after.clone();
        apply(&mut back, inverse).expect("a change that can be undone");
        assert_eq!(&back, document);
    }
    (view, after)
}

fn office(names: &[&str], document: &Document) -> (IntakeView, Document) {
    let books: Vec<Book> = names.iter().map(|name| book(&format!("sheets/office/{name}"))).collect();
    brought(document, &books, &Choices::default())
}

fn told(view: &IntakeView) -> Vec<String> {
    view.faults
        .iter()
        .map(|f| {
            format!(
                "{}!{} {:?} {:?} {:?} {}",
                view.sheets[f.sheet as usize].name,
                address(f.row, f.column),
                f.what,
                f.grade,
                f.args,
                f.value
            )
        })
        .collect()
}

fn found<'a>(document: &'a Document, name: &str) -> &'a mingheng::model::Indicator {
    document.set.indicators.iter().find(|i| i.name == name).unwrap_or_else(|| panic!("no indicator {name}"))
}

fn value(document: &Document, subject: &str, indicator: &str, period: &str) -> Option<f64> {
    let row = document.subjects.iter().position(|s| s.name == subject || s.id == subject).expect("a subject");
    let id = &found(document, indicator).id;
    let period: Period = period.parse().expect("a period");
    document.observations.column(id, period, Field::Value).and_then(|column| column.cells.number(row))
}

fn status(document: &Document, subject: &str, indicator: &str, period: &str) -> Status {
    let row = document.subjects.iter().position(|s| s.name == subject || s.id == subject).expect("a subject");
    let id = &found(document, indicator).id;
    let period: Period = period.parse().expect("a period");
    document.observations.column(id, period, Field::Value).map_or(Status::Missing, |column| column.cells.status[row])
}

/// Cells of a CSV file of the sets: no quoted commas but in the columns named here.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = text.lines();
    let heads: Vec<String> = reader.next().expect("a head").split(',').map(str::to_owned).collect();
    let cells = |line: &str| {
        let mut cells = vec![String::new()];
        let mut quoted = false;
        for letter in line.chars() {
            match letter {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                other => cells.last_mut().expect("a cell").push(other),
            }
        }
        cells
    };
    reader.map(|line| heads.iter().cloned().zip(cells(line)).collect()).collect()
}

#[test]
fn the_sample_citys_list_is_the_same_from_a_workbook_from_three_text_files_and_as_the_set_has_it() {
    let wanted = rows(&fs::read_to_string(path("cases/sets/a_city/indicators.csv")).expect("the set"));
    let wanted: Vec<_> = wanted.into_iter().filter(|row| row["points_A"] != "0").collect();
    let mut first: Option<Document> = None;
    for name in ["指标体系表.xlsx", "指标体系表_utf8bom.csv", "指标体系表_gb18030.csv", "指标体系表_从WPS粘贴.tsv"]
    {
        let (view, document) =
            brought(&Document::default(), &[book(&format!("cases/sets/a_city/import/{name}"))], &Choices::default());
        assert_eq!(view.sheets[0].kind, Kind::Indicators, "{name}");
        assert!(view.faults.iter().all(|fault| fault.grade != Grade::Error), "{name} {:?}", told(&view));
        assert_eq!(document.title, "示例市2025年度市级机关目标责任制考核");
        assert_eq!(document.categories.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["A"]);
        assert_eq!(document.set.indicators.len(), wanted.len(), "{name}");
        for (found, row) in document.set.indicators.iter().zip(&wanted) {
            let at = format!("{name} {}", row["name"]);
            assert_eq!(found.name, row["name"], "{at}");
            assert_eq!(found.parent, format!("{}/{}", row["l1"], row["l2"]), "{at}");
            assert_eq!(found.points["A"], row["points_A"].parse::<f64>().expect("points"), "{at}");
            assert_eq!(found.target, row["target"].parse::<f64>().ok(), "{at}");
            assert_eq!(found.unit, row["unit"], "{at}");
            assert_eq!(found.source, row["source"], "{at}");
            assert_eq!(found.owner, row["owner"], "{at}");
            let cycle = match row["cycle"].as_str() {
                "M" => Cycle::Month,
                "Q" => Cycle::Quarter,
                _ => Cycle::Year,
            };
            assert_eq!(found.cycle, cycle, "{at}");
            assert_eq!(found.other["评分标准"], row["definition"], "{at}");
        }
        // Everything but how the file stored it is the same.
        let same = first.get_or_insert_with(|| document.clone());
        assert_eq!(same.set, document.set, "{name}");
        // A second time nothing is new.
        let (again, after) =
            brought(&document, &[book(&format!("cases/sets/a_city/import/{name}"))], &Choices::default());
        assert!(!again.ready, "{name} {:?} {:?}", again.counts, again.moved);
        assert_eq!(after, document);
        let counts: Vec<_> = again.counts.iter().map(|c| (c.of, c.new, c.changed, c.same, c.absent)).collect();
        assert_eq!(counts, [(Kind::Indicators, 0, 0, wanted.len() as u32, 0)], "{name}");
    }
}

#[test]
fn every_one_of_37_planted_faults_is_reported_at_its_cell_and_nothing_else_is_an_error() {
    let list = fs::read_to_string(path("sheets/office/37_faults.csv")).expect("the list");
    let planted: BTreeMap<(String, String), String> = rows(list.trim_start_matches('\u{feff}'))
        .into_iter()
        .map(|row| ((row["sheet"].clone(), row["cell"].clone()), row["what"].clone()))
        .collect();
    assert_eq!(planted.len(), 37);
    let (view, after) = office(&["37_faults.xlsx"], &Document::default());
    let place = |f: &Fault| (view.sheets[f.sheet as usize].name.clone(), address(f.row, f.column));
    let what = |f: &Fault| serde_json::to_value(f.what).expect("a word").as_str().expect("a word").to_owned();
    let reported: BTreeMap<(String, String), String> = view.faults.iter().map(|f| (place(f), what(f))).collect();
    for (cell, what) in &planted {
        assert_eq!(reported.get(cell), Some(what), "{cell:?} {:?}", told(&view));
    }
    let strange: Vec<_> = view.faults.iter().filter(|f| !planted.contains_key(&place(f))).collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert!(!view.ready);
    assert_eq!(after, Document::default(), "nothing is taken while there are errors");
}

#[test]
fn mending_a_cell_takes_its_fault_away_and_rows_without_faults_can_be_taken_alone() {
    let books = [book("sheets/office/37_faults.xlsx")];
    let (view, _) = take_in(&Document::default(), &books, &Choices::default());
    let mut choices = Choices::default();
    let fault = view.faults.iter().find(|f| f.value == "约九成").expect("a planted fault");
    choices.corrections.push(mingheng::intake::Correction {
        sheet: fault.sheet,
        row: fault.row,
        column: fault.column,
        text: "１１８．５".to_owned(),
    });
    let (mended, _) = take_in(&Document::default(), &books, &choices);
    let here = |view: &IntakeView| -> Vec<_> {
        view.faults
            .iter()
            .filter(|f| (f.sheet, f.row, f.column) == (fault.sheet, fault.row, fault.column))
            .map(|f| f.grade)
            .collect()
    };
    assert_eq!((here(&view), here(&mended)), (vec![Grade::Error], vec![Grade::Note]));
    assert_eq!(mended.faults.len(), view.faults.len());
    choices.leave_faulty = true;
    let (taken, after) = brought(&Document::default(), &books, &choices);
    assert!(taken.ready);
    assert_eq!(value(&after, "市发展改革局", "固定资产投资额", "Y"), Some(118.5));
    // U04 has a category that is not there, U07 an id that lost its digits: neither is taken.
    let ids: Vec<&str> = after.subjects.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["U01", "U02", "U03", "U05", "U06", "U08", "U09", "U10", "U11", "U12"]);
    assert_eq!(value(&after, "市统计局", "固定资产投资额", "Y"), Some(129.0), "the first of two that contradict");
}

#[test]
fn a_printed_list_of_two_heading_rows_is_read_with_its_standards() {
    let (view, document) = office(&["indicators.xlsx"], &Document::default());
    assert_eq!(document.title, "示例市2025年度市级部门绩效考核");
    assert_eq!(view.sheets[0].head, Some((2, 3)));
    assert_eq!(document.set.indicators.len(), 13);
    let sums: f64 = document.set.indicators.iter().filter_map(|i| i.points.get("A")).sum();
    assert_eq!(sums, 100.0);
    for (name, target, unit, direction) in [
        ("固定资产投资完成额", Some(120.0), "亿元", Direction::HigherIsBetter),
        ("招商引资到位资金", Some(90.0), "亿元", Direction::HigherIsBetter),
        ("学前教育普惠率", Some(95.0), "%", Direction::HigherIsBetter),
        ("万元GDP能耗下降率", Some(3.2), "%", Direction::HigherIsBetter),
        ("平均办理时间", Some(15.0), "天", Direction::LowerIsBetter),
        ("信息公开条数", Some(50.0), "个", Direction::HigherIsBetter),
        ("督查事项整改率", Some(100.0), "%", Direction::HigherIsBetter),
        ("三公经费支出", Some(90.0), "万元", Direction::LowerIsBetter),
        ("领导评价", None, "分", Direction::HigherIsBetter),
    ] {
        let indicator = found(&document, name);
        assert_eq!(
            (indicator.target, indicator.unit.as_str(), indicator.direction),
            (target, unit, direction),
            "{name}"
        );
    }
    assert_eq!(found(&document, "平均办理时间").parent, "职责履行/政务服务");
    assert_eq!(found(&document, "信息公开条数").rule.method, "completion");
    assert_eq!(found(&document, "行政诉讼败诉件数").rule.parameters["per"], "2");
    let below = view.standards.iter().find(|s| s.name == "学前教育普惠率").expect("a standard");
    // 6 points, target 95, half a point for each percentage point below.
    assert_eq!(below.samples[..2], [(95.0, 6.0), (94.0, 5.5)]);
    assert!(!below.words.is_empty());
}

#[test]
fn values_as_people_type_them_find_their_indicator_their_subject_and_their_period() {
    let (view, document) = office(&["indicators.xlsx", "data.xlsx"], &Document::default());
    let data = &view.sheets[1];
    assert_eq!((data.kind, data.head, data.data_rows), (Kind::Values, Some((2, 3)), 12));
    let errors: Vec<_> =
        view.faults.iter().filter(|f| f.grade == Grade::Error).map(|f| address(f.row, f.column)).collect();
    // ≥50个 is no value, and −2 件 are none either.
    assert_eq!(errors, ["K7", "J13"]);
    assert_eq!(document, Document::default());
    let choices = Choices { leave_faulty: true, ..Choices::default() };
    let books = ["indicators.xlsx", "data.xlsx"].map(|name| book(&format!("sheets/office/{name}")));
    let (_, document) = brought(&document, &books, &choices);
    assert_eq!(document.subjects.len(), 12);
    assert_eq!(value(&document, "市教育局", "固定资产投资完成额", "Y"), Some(121.5), "１２１．５");
    // Reported by the quarter, given for the whole year: the last quarter.
    assert_eq!(value(&document, "市教育局", "招商引资到位资金", "Q4"), Some(92.0), "92亿元");
    assert_eq!(value(&document, "市教育局", "城镇新增就业人数", "Q4"), Some(11_150.0), "11,150");
    assert_eq!(value(&document, "市教育局", "学前教育普惠率", "Y"), Some(96.5), "a percent cell");
    assert_eq!(status(&document, "市发展改革局", "学前教育普惠率", "Y"), Status::Missing, "—");
    assert_eq!(status(&document, "市财政局", "学前教育普惠率", "Y"), Status::NotApplicable, "不适用");
    assert_eq!(value(&document, "市住房城乡建设局", "按期办结率", "M12"), Some(98.0), "９８％");
    assert_eq!(value(&document, "市文化广电旅游局", "督查事项整改率", "Q4"), Some(95.0), "95%");
    assert_eq!(status(&document, "市科学技术局", "信息公开条数", "Y"), Status::Missing, "the faulty cell");
}

#[test]
fn quarters_beside_each_other_and_a_long_table_say_the_same_things_in_two_ways() {
    let (_, list) = office(&["indicators.xlsx"], &Document::default());
    let (view, document) = office(&["data_by_quarter.xlsx"], &list);
    assert!(view.faults.iter().all(|f| f.grade != Grade::Error), "{:?}", told(&view));
    assert_eq!(document.subjects.len(), 12);
    assert_eq!(document.subjects[2].id, "U03");
    for (quarter, wanted) in [("Q1", 22.0), ("Q2", 23.0), ("Q3", 24.0), ("Q4", 25.0)] {
        assert_eq!(value(&document, "市科学技术局", "招商引资到位资金", quarter), Some(wanted));
    }
    let (view, document) = office(&["data_long.xlsx"], &document);
    assert!(view.faults.iter().all(|f| f.grade != Grade::Error), "{:?}", told(&view));
    assert_eq!(document.subjects.len(), 12, "nobody new");
    // Row 2 is the first quarter of the first office: 2800 + 20 + 0.
    assert_eq!(value(&document, "市发展改革局", "城镇新增就业人数", "Q1"), Some(2820.0));
    assert_eq!(value(&document, "市发展改革局", "信息公开条数", "Y"), Some(56.0));
}

#[test]
fn what_several_units_sent_back_is_joined_by_the_unit_each_sheet_names() {
    let (_, list) = office(&["indicators.xlsx", "subjects.xlsx"], &Document::default());
    assert_eq!(list.subjects.len(), 12);
    let (view, document) = office(&["collection_教育局.xlsx", "collection_民政局.xlsx"], &list);
    let taken: Vec<_> = view.sheets.iter().map(|s| (s.kind, s.subject.as_str())).collect();
    assert_eq!(taken[0], (Kind::Collection, "U02"));
    assert_eq!(taken[3], (Kind::Collection, "U04"));
    assert!(taken.iter().enumerate().all(|(k, (kind, _))| k % 3 == 0 || *kind == Kind::Unknown));
    assert!(view.faults.iter().all(|f| f.grade != Grade::Error), "{:?}", told(&view));
    assert_eq!(value(&document, "市教育局", "信息公开条数", "Y"), Some(58.0));
    assert_eq!(value(&document, "市教育局", "按期办结率", "M12"), Some(99.6));
    assert_eq!(status(&document, "市教育局", "行政诉讼败诉件数", "Y"), Status::Missing, "无 is not 0");
    assert_eq!(value(&document, "市民政局", "三公经费支出", "Y"), Some(91.0));
    // The same sheets in one file say nothing new about these two, and something about a third.
    let (view, after) = office(&["collections_one_file.xlsx"], &document);
    assert_eq!(value(&after, "市审计局", "信息公开条数", "Y"), Some(49.0));
    let values = view.counts.iter().find(|c| c.of == Kind::Values).expect("values");
    assert_eq!((values.new, values.changed), (1, 0));
}

#[test]
fn two_sheets_that_contradict_each_other_are_both_named() {
    let (_, list) = office(&["indicators.xlsx", "subjects.xlsx"], &Document::default());
    let mut second = book("sheets/office/collection_教育局.xlsx");
    let row = second.workbook.sheets[0].rows.iter_mut().find(|row| row.row == 5).expect("信息公开条数");
    let cell = row.cells.iter_mut().find(|cell| cell.column == 4).expect("完成值");
    cell.value = mingheng::sheets::Value::Number(60.0);
    let books = [book("sheets/office/collection_教育局.xlsx"), second];
    let (view, _) = take_in(&list, &books, &Choices::default());
    let fault = view.faults.iter().find(|f| f.grade == Grade::Error).expect("a contradiction");
    assert_eq!(fault.args, ["collection_教育局.xlsx 市教育局!E6", "58"]);
    assert_eq!((fault.sheet, address(fault.row, fault.column).as_str(), fault.value.as_str()), (3, "E6", "60"));
}

#[test]
fn a_list_of_subjects_brings_codes_categories_standing_and_ids_as_they_are() {
    let (view, document) = office(&["subjects.xlsx"], &Document::default());
    assert_eq!(view.sheets[0].kind, Kind::Subjects);
    assert_eq!(document.subjects.len(), 12, "the hidden row is left out");
    let names: Vec<&str> = document.categories.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["综合部门", "业务部门"]);
    let audit = &document.subjects[10];
    assert_eq!((audit.id.as_str(), audit.name.as_str(), audit.standing), ("U11", "市审计局", Standing::Separate));
    assert_eq!(audit.attributes["统一社会信用代码"], "113301000024900020");
    assert_eq!(audit.attributes["联系电话"], "057185000010");
    assert_eq!(document.subjects[1].category, "业务部门");
}

#[test]
fn events_and_ballots_are_read_with_their_signs_words_and_dates() {
    let (_, list) = office(&["indicators.xlsx", "subjects.xlsx"], &Document::default());
    let (view, document) = office(&["events.xlsx", "ratings.xlsx"], &list);
    assert!(view.faults.iter().all(|f| f.grade != Grade::Error), "{:?}", told(&view));
    let events: Vec<_> =
        document.events.iter().map(|e| (e.subject.as_str(), e.kind, e.points, e.date.as_str())).collect();
    assert_eq!(
        events,
        [
            ("U02", EventKind::Bonus, 2.0, "2025-06-30"),
            ("U05", EventKind::Deduction, 0.5, "2025年7月15日"),
            ("U07", EventKind::Bonus, 1.5, "2025-08-01"),
            ("U08", EventKind::Veto, 0.0, "2025-08-31"),
            ("U09", EventKind::Deduction, 0.8, "2025.9.30"),
            ("U12", EventKind::Bonus, 1.0, "2025/10/8"),
        ]
    );
    assert_eq!(document.events[3].code, "发生较大安全生产责任事故");
    assert_eq!(document.ballots.len(), 28);
    assert_eq!(document.ballots[1].score, Some(92.0), "９２");
    assert_eq!(document.ballots[3].score, None, "弃权");
    assert_eq!(document.ballots[6].score, Some(95.0), "95分");
    // A second time nothing is new, and nothing is there twice.
    let (again, after) = office(&["events.xlsx", "ratings.xlsx"], &document);
    assert_eq!((again.ready, &after), (false, &document), "{:?}", again.counts);
}

#[test]
fn points_of_several_categories_and_weights_as_percent_cells_are_told_apart() {
    let (view, document) = office(&["indicators_by_category.xlsx"], &Document::default());
    let names: Vec<&str> = document.categories.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["综合部门", "业务部门", "窗口单位"]);
    let points = |name: &str| -> Vec<Option<f64>> {
        names.iter().map(|category| found(&document, name).points.get(*category).copied()).collect()
    };
    assert_eq!(points("创新项目数"), [Some(15.0), Some(20.0), None]);
    assert_eq!(points("复议纠错率"), [Some(12.5), Some(15.0), Some(15.0)]);
    assert_eq!(found(&document, "复议纠错率").direction, Direction::LowerIsBetter);
    assert_eq!(document.set.dimensions[0].weights.values().copied().collect::<Vec<_>>(), [60.0, 60.0, 60.0]);
    // 重点任务 has 40 % of the whole, and in the third category 10 points: its own points decide there.
    let tasks = &document.set.dimensions[1];
    assert_eq!(tasks.weights.keys().map(String::as_str).collect::<Vec<_>>(), ["业务部门", "综合部门"]);
    assert!(view.faults.iter().all(|f| f.grade != Grade::Error), "{:?}", told(&view));
}

#[test]
fn a_whole_workbook_brings_everything_at_once_and_leaves_the_cover_and_hidden_lists() {
    let (view, document) = office(&["whole_workbook.xlsx"], &Document::default());
    let kinds: Vec<_> = view.sheets.iter().map(|s| (s.name.as_str(), s.kind, s.taken)).collect();
    assert_eq!(
        kinds,
        [
            ("封面", Kind::Unknown, false),
            ("指标体系", Kind::Indicators, true),
            ("单位名单", Kind::Subjects, true),
            ("数据", Kind::Values, true),
            ("加减分", Kind::Events, true),
            ("测评", Kind::Ballots, true),
            ("字典", Kind::Unknown, false),
            ("Sheet8", Kind::Unknown, false),
        ]
    );
    assert!(view.ready, "{:?}", told(&view));
    // The list of subjects names the categories, and the one table of indicators is for all of them.
    assert_eq!(found(&document, "信息公开条数").points.len(), 2);
    assert_eq!(document.subjects.len(), 12);
    assert_eq!(value(&document, "市统计局", "城镇新增就业人数", "Q4"), Some(12_110.0));
    assert_eq!(document.events.len(), 1);
    assert_eq!(document.ballots.len(), 5);
    // What keeps it from being computed are the standards that are no rules, and nothing else.
    let open: Vec<String> =
        document.set.indicators.iter().filter(|i| i.rule.method.is_empty()).map(|i| i.id.clone()).collect();
    assert!(!open.is_empty());
    let refused = check(document).expect_err("rules are open");
    let errors: Vec<_> = refused.findings.iter().filter(|f| f.severity == mingheng::model::Severity::Error).collect();
    assert_eq!(errors.iter().map(|f| f.at.node.clone()).collect::<Vec<_>>(), open);
}

#[test]
fn a_form_of_self_evaluation_is_a_list_of_indicators() {
    let (view, document) = office(&["self_evaluation.xlsx"], &Document::default());
    assert_eq!((view.sheets[0].kind, view.sheets[0].head), (Kind::Indicators, Some((4, 4))));
    assert_eq!(found(&document, "新增接口数").target, Some(50.0));
    assert_eq!(found(&document, "项目总成本").direction, Direction::LowerIsBetter);
    assert_eq!(found(&document, "办事环节压缩").target, Some(30.0));
    assert_eq!(found(&document, "按期完成").other["目标值"], "2025年12月底前");
    assert_eq!(found(&document, "验收合格率").parent, "产出指标/质量指标");
    let sum: f64 = document.set.indicators.iter().flat_map(|i| i.points.values()).sum();
    assert_eq!(sum, 100.0);
}

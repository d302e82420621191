//! Scoring standards as offices write them: what a sentence is understood as, and what its rule then earns.
//!
//! `tests/standards/cases.json` holds the sentences with where they were found, points computed by hand from what the
//! sentence means, and the rule expected where that was written by hand too (`{}`: any rule that earns these points;
//! `null`: open). The rule is scored by the whole product, from a small folder of tables.

#[allow(dead_code)]
#[path = "harness/folder.rs"]
mod folder;

use folder::{Folder, Scored};
use mingheng::formula::number::decimal;
use mingheng::model::{Direction, ScoringRule, Status};
use mingheng::rules::Rule;
use mingheng::standards::{Around, Doubt, Understood, understand};
use serde_json::Value;

fn cases() -> Vec<Value> {
    let text = std::fs::read_to_string("tests/standards/cases.json").expect("the cases are there");
    let file: Value = serde_json::from_str(&text).expect("the cases are JSON");
    file["cases"].as_array().expect("a list of cases").clone()
}

fn read(case: &Value) -> Understood {
    let text = |key: &str| case[key].as_str().unwrap_or_default();
    let around = Around {
        method: text("method_column"),
        points: case["points"].as_f64().unwrap_or_default(),
        unit: text("unit"),
        target: case["target"].as_f64(),
        name: text("name"),
    };
    understand(text("sentence"), &around)
}

fn written(rule: &ScoringRule) -> String {
    let mut pairs: Vec<String> = rule.parameters.iter().map(|(key, value)| format!("{key}={value}")).collect();
    pairs.sort();
    pairs.join(";")
}

fn sorted(parameters: &str) -> String {
    let mut pairs: Vec<&str> = parameters.split(';').collect();
    pairs.sort_unstable();
    pairs.join(";")
}

fn down(direction: Direction) -> &'static str {
    if direction == Direction::LowerIsBetter { "down" } else { "up" }
}

#[test]
fn sentences_become_the_rules_they_mean_or_stay_open() {
    let mut wrong = Vec::new();
    for case in cases() {
        let understood = read(&case);
        let sentence = &case["sentence"];
        let found = understood.rule.as_ref().map(|rule| {
            let mut doubts: Vec<String> = understood.doubts.iter().map(|doubt| format!("{doubt:?}")).collect();
            doubts.sort();
            (rule.method.clone(), written(rule), down(understood.direction), understood.target, doubts)
        });
        let expect = &case["expect"];
        let expected = expect.as_object().map(|_| {
            let text = |key: &str| expect[key].as_str().unwrap_or_default();
            let doubts = expect["doubts"].as_array().into_iter().flatten();
            let mut doubts: Vec<String> = doubts.map(|d| d.as_str().unwrap_or_default().to_owned()).collect();
            doubts.sort();
            let way = if text("direction") == "down" { "down" } else { "up" };
            (text("method").to_owned(), sorted(text("params")), way, expect["target"].as_f64(), doubts)
        });
        // Where only the points are known by hand, they alone say which rule it has to be.
        let points_alone = expect.as_object().is_some_and(|expect| expect.is_empty());
        if points_alone {
            assert!(case["samples"].as_array().is_some_and(|samples| !samples.is_empty()), "{sentence}: no points");
        }
        let differs = if points_alone { found.is_none() } else { found != expected };
        if differs {
            wrong.push(format!(
                "{sentence}\n   expected {expected:?}\n   got      {found:?} {:?}",
                understood.left_over
            ));
        }
        if let Some(left) = case["left_over"].as_array() {
            assert_eq!(*left, understood.left_over, "{sentence}");
        }
        if found.is_none() && understood.left_over.is_empty() {
            wrong.push(format!("{sentence}: open, and nothing is said to be left over"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_is_accepted_without_problems() {
    for case in cases() {
        let understood = read(&case);
        if let Some(rule) = &understood.rule {
            let (read, problems) = Rule::read(rule, understood.direction);
            assert!(read.is_some() && problems.is_empty(), "{}: {problems:?}", case["sentence"]);
        }
    }
}

/// Points earned by a value (or peers, or ballots), by the whole product.
fn earned(case: &Value, sample: &Value) -> Result<String, String> {
    let understood = read(case);
    let rule = understood.rule.ok_or("open")?;
    let points = case["points"].as_f64().unwrap_or(1.0);
    let target = understood.target.or(case["target"].as_f64());
    let mut folder = Folder::new(&[("甲", points)]);
    folder.indicator(&Scored {
        points: &points.to_string(),
        method: &rule.method,
        params: &written(&rule),
        direction: down(understood.direction),
        target: &target.map(|t| t.to_string()).unwrap_or_default(),
        ..Scored::default()
    });
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let x = if sample.is_array() { plain(&sample[0]) } else { plain(&sample["x"]) };
    let peers: Vec<String> = match sample["peers"].as_array() {
        Some(peers) => peers.iter().map(plain).collect(),
        None => vec![x.clone()],
    };
    let own = peers.iter().position(|peer| *peer == x).ok_or("the peers do not hold x")?;
    for (k, value) in peers.iter().enumerate() {
        folder.unit(&format!("U{k}"));
        if sample["ballots"].is_null() {
            let base = if sample["base"].is_null() { String::new() } else { plain(&sample["base"]) };
            folder.value(&format!("U{k}"), "I", value, &base);
        }
    }
    for (group, scores) in sample["ballots"].as_object().into_iter().flatten() {
        scores.as_array().into_iter().flatten().for_each(|score| folder.ballot("U0", "I", group, &plain(score)));
    }
    let scores = folder.assess(None)?;
    let columns = scores.assessment.plan().last.indicators[0].as_ref().ok_or("the indicator is not scored")?;
    match scores.assessment.cell(columns.ratio, own) {
        (ratio, Status::Scored) => Ok(decimal(points * ratio, 4)),
        (_, status) => Ok(format!("{status:?}")),
    }
}

#[test]
fn rules_earn_the_points_that_the_sentence_says() {
    let (mut wrong, mut counted) = (Vec::new(), 0);
    for case in cases() {
        for sample in case["samples"].as_array().into_iter().flatten() {
            let expected = if sample.is_array() { &sample[1] } else { &sample["points"] };
            let expected = decimal(expected.as_f64().expect("points"), 4);
            counted += 1;
            match earned(&case, sample) {
                Ok(points) if points == expected => {}
                other => wrong.push(format!("{} {sample}: {other:?}", case["sentence"])),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(counted >= 200, "only {counted} samples");
}

#[test]
fn definitions_of_the_data_sets_agree_with_the_rules_stated_there_where_they_are_understood() {
    let text = std::fs::read_to_string("tests/standards/cases.json").expect("the cases are there");
    let file: Value = serde_json::from_str(&text).expect("the cases are JSON");
    let mut understood_some = 0;
    for row in file["definitions"].as_array().expect("a list") {
        let text = |key: &str| row[key].as_str().unwrap_or_default();
        let around = Around {
            method: "",
            points: row["points"].as_f64().unwrap_or_default(),
            unit: text("unit"),
            target: row["target"].as_f64(),
            name: text("name"),
        };
        let Some(rule) = understand(text("definition"), &around).rule else { continue };
        understood_some += 1;
        let pairs = text("params").split(';').filter_map(|pair| pair.split_once('='));
        let stated = ScoringRule {
            method: text("method").to_owned(),
            parameters: pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        };
        let way = if text("direction") == "down" { Direction::LowerIsBetter } else { Direction::HigherIsBetter };
        assert_eq!(Rule::read(&rule, way).0, Rule::read(&stated, way).0, "{}", row["definition"]);
    }
    assert!(understood_some >= 2, "only {understood_some} definitions understood");
}

/// Pieces of scoring language, put together at random.
const SOUP: [&str; 76] = [
    "每",
    "低",
    "1",
    "个百分点",
    "扣",
    "0.5",
    "分",
    "，",
    "。",
    "≥",
    "95",
    "%",
    "得",
    "满分",
    "未完成",
    "不得分",
    "按比例",
    "第",
    "一",
    "名",
    "依次递减",
    "以上",
    "以下",
    "（不含",
    "）",
    "（",
    "-",
    "至",
    "其余",
    "最高",
    "加",
    "目标",
    "完成率",
    "百分之",
    "十",
    "两",
    "次",
    "及以上",
    "领导评价占",
    "去掉一个最高分",
    "同比增长",
    "压减",
    "满意率×分值",
    "1/2",
    "、",
    "分别",
    "发现",
    "发生",
    "超过",
    "不低于",
    "百分制",
    "99999999999999999999",
    ".",
    "..",
    "±",
    "：",
    "①",
    "2.",
    "\u{feff}",
    "\u{1f600}",
    "持平",
    "下降",
    "较上年",
    "最高值",
    "其他按与最高值之比计分",
    "以此类推",
    "功效系数法",
    "满意值",
    "‰",
    "合格率×",
    "第4名及以后",
    "优秀（90分以上）",
    "full marks",
    " per ",
    "deduct 1 point",
    "percentage point below",
];

#[test]
fn any_text_is_answered_without_panic_and_what_is_understood_is_accepted() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below).expect("small")).expect("small")
    };
    let mut rules = 0;
    for round in 0..8_000 {
        let length = 1 + next(if round % 10 == 0 { 60 } else { 12 });
        let text: String = (0..length).map(|_| SOUP[next(SOUP.len())]).collect();
        let points = [0.0, 5.0, 10.0][next(3)];
        let unit = ["", "%", "万元", "起", "名"][next(5)];
        let target = [None, Some(95.0), Some(0.0), Some(-3.0)][next(4)];
        let understood = understand(&text, &Around { points, unit, target, ..Around::default() });
        if let Some(rule) = &understood.rule {
            rules += 1;
            let (read, problems) = Rule::read(rule, understood.direction);
            assert!(read.is_some() && problems.is_empty(), "{text}: {rule:?} {problems:?}");
        }
    }
    assert!(rules > 10, "the soup held only {rules} rules");
}

#[test]
fn a_text_too_long_for_a_sentence_stays_open_and_long_ones_take_no_time() {
    let long = "每低1个百分点扣0.5分，扣完为止；".repeat(580);
    let around = Around { points: 10.0, unit: "%", target: Some(95.0), ..Around::default() };
    let start = std::time::Instant::now();
    assert_eq!(understand(&long, &around).rule, None);
    for piece in ["每", "得", "9", "按比例", "≥95%", "(", "第1名"] {
        assert_eq!(understand(&piece.repeat(9_000 / piece.chars().count()), &around).rule, None);
    }
    assert_eq!(understand(&"扣".repeat(10_001), &around).left_over.len(), 1);
    assert!(start.elapsed().as_secs() < 40, "{:?}", start.elapsed());
}

#[test]
fn full_points_that_differ_are_a_doubt() {
    let around = Around { points: 8.0, unit: "%", ..Around::default() };
    let understood = understand("≥95%得10分，否则不得分", &around);
    assert_eq!(understood.doubts, [Doubt::OtherPoints]);
}

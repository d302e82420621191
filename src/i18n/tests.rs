//! Every phrase, problem and flag speaks both languages, whatever its arguments are.

use super::*;
use crate::explain::Phrase;
use crate::model::{At, Diagnostic, Flag, Problem, Severity};
use std::collections::BTreeSet;

/// One of each phrase with `n` for its numbers and `t` for its text.
fn phrases(n: f64, t: &str) -> Vec<Phrase> {
    use Phrase::*;
    let text = || t.to_owned();
    vec![
        Completion,
        CompletionDown,
        CompletionInverse,
        Cap { ratio: n },
        Floor { ratio: n },
        ZeroBelow { ratio: n },
        ZeroTargetFull,
        ZeroTargetZero,
        ZeroTargetNotApplicable,
        ZeroTargetPer { points: n },
        Threshold { lower: false, strict: false },
        ThresholdProportional { lower: true, strict: true },
        Bands { lower: false, steps: vec![(n, 1.0), (n, n), (n, 0.3)], otherwise: 0.0 },
        Gongxiao { worst: n, best: n, base: 0.6 },
        GongxiaoPeers { base: n },
        GongxiaoTier { lower: true, steps: vec![(n, 1.0), (n, 0.8), (n, 0.6)] },
        MinMax { lower: true },
        AllEqual { ratio: n },
        BestRatio { lower: false },
        Rank { lower: false, step: n },
        RankList { lower: true, points: vec![n, n] },
        RankGiven { step: n },
        RankGivenList { points: vec![n] },
        ListTail { zero: true },
        Ties { mode: text() },
        Growth { lower: false },
        GrowthPoints { lower: true },
        BaseDelta { lower: false, base: n, step: n, plus: n, minus: n, whole: true },
        AtZero { ratio: n },
        Deduct { per: n },
        DeductMaximum { points: n },
        Stop { count: n },
        BonusPer { per: n },
        BonusMaximum { points: n },
        YesNo { wanted: true },
        Range { low: n, high: n, below: Some(n), above: None },
        Rating { scale: n },
        MultiRater { groups: vec![(text(), n), (text(), n)] },
        Trim { minimum: n },
        MinimumRaters { count: n },
        Satisfaction { scores: vec![n; 6] },
        MinimumAnswers { count: n },
        OwnFormula,
        AggregationSum,
        AggregationAverage,
        AggregationLast,
        AggregationMaximum,
        AggregationMinimum,
        StepValue,
        StepTarget,
        StepBase,
        StepPoints,
        StepIntermediate { symbol: text() },
        StepRatio,
        StepWeight,
        StepFactor,
        StepEffective,
        StepScore,
        StepLive,
        StepSum,
        StepMean,
        StepBonus,
        StepDeduction,
        StepTotal,
        StepPublished,
        StepGroupMean { group: text() },
        StepPeerMinimum,
        StepPeerMaximum,
        StepPeerMean,
        StepPeerRank,
        StepPeerCount,
        ToNextGrade { grade: text(), line: n, gap: n },
        RoundedOnce { total: n, published: n, digits: 2 },
        IfEachRounded { total: n, grade: text() },
        Vetoed { code: text(), grade: text() },
        WithoutVeto { published: n, grade: text(), rank: Some(1) },
        BarredFromTop { code: text(), grade: text() },
        BarredByStage { stage: text(), grade: text() },
        OutsideQuota { places: 3, members: 18, share: n },
        TiedAtQuota { tied: 2, places: 3 },
        BonusCapped { sum: n, cap: n },
        DeductionCapped { sum: n, cap: n },
        HeldToMaximum { sum: n, maximum: n },
        HeldToZero,
        ExemptNotCounted { code: text(), points: n },
        SameFactCountedOnce { code: text() },
        NotRanked,
        NothingApplies,
        Missing,
        MissingTreatedAsNotApplicable,
        NotApplicable,
        PointsReallocated { points: n },
        PointsReceived { declared: n, effective: n },
        FilledWithPeerMean { ratio: n },
        CountedAsZero,
        Partial { reported: 11, expected: 12 },
        InheritedFrom { subject: text() },
        FullMarks,
        Lost { points: n },
        EmptyRaterGroup { group: text() },
        TooFewAnswers { count: 18, minimum: 30 },
        ComparedWith { peers: 18 },
        MeanOfStages { stages: 4, share: n },
        OwnShare { share: n },
        RaterGroup { group: text() },
        AnswerLevel { level: 0 },
        OwnTarget,
    ]
}

/// One of each problem with `n` for its numbers and `t` for its text.
fn problems(n: f64, t: &str) -> Vec<Problem> {
    use Problem::*;
    let text = || t.to_owned();
    vec![
        UnknownFileKind,
        EmptyFile,
        FileTooLarge { limit: 64 },
        TooMuchForWorkbook,
        FileNotFound { name: text() },
        NotUtf8,
        BadJson { reason: text() },
        WrongKind { expected: text() },
        NumberTooLarge { text: text() },
        RepeatedColumn { column: text() },
        EmptyId,
        NotAShare { what: "quota".to_owned(), value: 20.0 },
        EmptyDimension { id: text() },
        SchemeSum { scheme: text(), fixed: 120.0, total: 100.0 },
        UnknownRankGroup { attribute: text() },
        NewerSchema { found: 2, known: 1 },
        ShownAsKnown { found: 2, known: 1 },
        OlderSchema { found: 0, known: 1 },
        ChangedOutside,
        RescueFile,
        NothingRescued { documents: 2 },
        RescuedOthers { titles: text() },
        StepsNotRescued { steps: 4 },
        NotADocument,
        BadArchive { reason: text() },
        ColumnNotFound { column: text() },
        RaggedRow { expected: 6, found: 5 },
        NotANumber { text: text() },
        NotAPeriod { text: text() },
        UnknownWord { text: text(), known: text() },
        RepeatedRow { first: 3 },
        RepeatedId { id: text() },
        NothingToAssess { what: text() },
        UnknownReference { what: text(), id: text() },
        NoRule { indicator: text(), standard: text() },
        UnknownMethod { method: text() },
        UnknownParameter { method: text(), parameter: text() },
        BadParameter { method: text(), parameter: text(), text: text(), expected: text() },
        ParameterNotFound { method: text(), parameter: text() },
        BadFormula { text: text(), reason: text(), position: 7 },
        NegativeNumber { what: text(), value: n },
        ColumnLength { expected: 40, found: 39 },
        GradesNotDescending,
        NoGrades,
        NoWeight { category: text() },
        CircularParent { id: text() },
        PeriodNotScored { period: text() },
        UnknownScheme { id: text(), known: text() },
        PeriodOutsideCycle { period: text(), cycle: text() },
        OutOfScale { value: n, scale: n },
        UnknownRaterGroup { group: text() },
        TargetNotFound { subjects: 1 },
        BaseNotFound { subjects: 3 },
    ]
}

fn flags(t: &str) -> Vec<Flag> {
    let text = || t.to_owned();
    vec![
        Flag::NotApplicable,
        Flag::Missing,
        Flag::Partial,
        Flag::Quota,
        Flag::Bar(text()),
        Flag::Veto(text()),
        Flag::Exempt(text()),
        Flag::BonusCapped,
        Flag::DeductionCapped,
    ]
}

/// Everything that can be said in a language, with these arguments.
fn everything(language: Language, n: f64, t: &str) -> Vec<String> {
    let mut said: Vec<String> = phrases(n, t).iter().map(|one| phrase(language, one)).collect();
    said.extend(variations(n).iter().map(|one| phrase(language, one)));
    for problem_ in problems(n, t) {
        let finding = Diagnostic::error(problem_, At::cell("measurements.csv", 14, "value"));
        let message = problem(language, &finding);
        said.extend([message.what, message.place, message.next, line(language, &finding)]);
    }
    said.extend(flags(t).iter().map(|one| flag(language, one)));
    said
}

/// The other faces of phrases that read differently for some arguments.
fn variations(n: f64) -> Vec<Phrase> {
    let mut all = Vec::new();
    for one in [false, true] {
        for two in [false, true] {
            all.push(Phrase::Threshold { lower: one, strict: two });
            all.push(Phrase::ThresholdProportional { lower: one, strict: two });
        }
        let steps = vec![(n, 1.0), (n, 0.8), (n, 0.6)];
        all.push(Phrase::Bands { lower: one, steps: steps.clone(), otherwise: 0.2 });
        all.push(Phrase::GongxiaoTier { lower: one, steps });
        all.push(Phrase::MinMax { lower: one });
        all.push(Phrase::BestRatio { lower: one });
        all.push(Phrase::Rank { lower: one, step: n });
        all.push(Phrase::RankList { lower: one, points: Vec::new() });
        all.push(Phrase::ListTail { zero: one });
        all.push(Phrase::Growth { lower: one });
        all.push(Phrase::GrowthPoints { lower: one });
        all.push(Phrase::BaseDelta { lower: one, base: 1.0, step: 2.0, plus: 0.0, minus: 1.0, whole: one });
        all.push(Phrase::YesNo { wanted: one });
    }
    all.extend([
        Phrase::Cap { ratio: 1.0 },
        Phrase::AllEqual { ratio: 1.0 },
        Phrase::AtZero { ratio: 1.0 },
        Phrase::Bands { lower: false, steps: Vec::new(), otherwise: n },
        Phrase::Range { low: n, high: n, below: None, above: Some(n) },
        Phrase::ExemptNotCounted { code: "X".to_owned(), points: 0.0 },
        Phrase::WithoutVeto { published: n, grade: "B".to_owned(), rank: None },
        Phrase::MultiRater { groups: vec![("a".to_owned(), 0.25), ("b".to_owned(), 0.75)] },
    ]);
    all.extend(["min", "average", "dense"].map(|mode| Phrase::Ties { mode: mode.to_owned() }));
    all.extend((0..6).map(|level| Phrase::AnswerLevel { level }));
    all
}

/// The names of an enum's variants, read from its source: they stand four spaces in and begin with a capital.
fn variants_in(source: &str, head: &str) -> BTreeSet<String> {
    let body = source.split(head).nth(1).expect("the enum");
    body.lines()
        .take_while(|line| *line != "}")
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .map(|line| line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned())
        .collect()
}

fn names_of<T: std::fmt::Debug>(samples: &[T]) -> BTreeSet<String> {
    let name = |one: &T| format!("{one:?}").split([' ', '(']).next().unwrap_or_default().to_owned();
    samples.iter().map(name).collect()
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}')
}

#[test]
fn the_samples_leave_out_no_phrase_problem_or_flag() {
    let phrase_source = include_str!("../explain/phrase.rs");
    assert_eq!(variants_in(phrase_source, "pub enum Phrase {"), names_of(&phrases(0.5, "x")));
    let problem_source = include_str!("../model/diagnostic.rs");
    assert_eq!(variants_in(problem_source, "pub enum Problem {"), names_of(&problems(0.5, "x")));
    let flag_source = include_str!("../model/flag.rs");
    assert_eq!(variants_in(flag_source, "pub enum Flag {"), names_of(&flags("x")));
}

#[test]
fn everything_is_said_in_both_languages_whatever_the_numbers_are() {
    for n in [0.5, 1.0, 0.0, -3.25, 1.0e12, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for language in Language::ALL {
            for text in everything(language, n, "code") {
                assert!(!text.trim().is_empty());
                assert!(!text.contains(['{', '}', '\u{FFFD}', '\n']), "{text}");
                let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
                assert!(!words.any(|word| ["NaN", "inf", "null", "undefined"].contains(&word)), "{text}");
                assert!(!text.contains("  ") && !text.contains("。。") && !text.contains(".."), "{text}");
            }
        }
    }
}

#[test]
fn english_borrows_no_chinese_and_chinese_is_chinese() {
    for text in everything(Language::English, 0.5, "code") {
        assert!(!text.contains(is_cjk), "{text}");
    }
    for text in everything(Language::Chinese, 0.5, "code") {
        assert!(text.contains(is_cjk), "{text}");
    }
}

#[test]
fn nobody_is_told_that_something_is_illegal_abnormal_or_an_unknown_error() {
    for n in [0.5, f64::NAN] {
        for text in everything(Language::Chinese, n, "code") {
            for word in ["非法", "异常", "未知", "错误", "无效"] {
                assert!(!text.contains(word), "{text}");
            }
        }
        for text in everything(Language::English, n, "code") {
            for word in ["illegal", "invalid", "abnormal", "unknown", "fatal"] {
                assert!(!text.to_lowercase().contains(word), "{text}");
            }
        }
    }
}

#[test]
fn a_text_from_a_file_cannot_break_a_sentence() {
    let long = "甲\n乙\t{}".repeat(200);
    for language in Language::ALL {
        for text in everything(language, 0.5, &long) {
            assert!(!text.contains(['\n', '\t']), "{text}");
            assert!(text.chars().count() < 600, "{text}");
        }
    }
}

#[test]
fn the_gap_to_the_next_grade_is_said_with_its_hundredth() {
    let phrase_ = Phrase::ToNextGrade { grade: "优秀".to_owned(), line: 90.0, gap: 90.0 - 89.99 };
    assert_eq!(phrase(Language::Chinese, &phrase_), "距“优秀”线 90.00 差 0.01 分。");
    assert_eq!(phrase(Language::English, &phrase_), "0.01 points short of “优秀”, which starts at 90.00.");
}

#[test]
fn rounding_is_said_with_both_figures() {
    let phrase_ = Phrase::RoundedOnce { total: 89.992521, published: 89.99, digits: 2 };
    assert_eq!(
        phrase(Language::Chinese, &phrase_),
        "未四舍五入的总分是 89.992521，只在总分上四舍五入一次，公布 89.99。"
    );
}

#[test]
fn bands_are_said_from_the_best_to_the_rest() {
    let steps = vec![(98.0, 1.0), (95.0, 0.8), (90.0, 0.6)];
    let bands = Phrase::Bands { lower: false, steps, otherwise: 0.0 };
    assert_eq!(phrase(Language::Chinese, &bands), "达到 98 得满分，达到 95 得 80% 的分值，达到 90 得 60%，否则不得分");
    assert_eq!(
        phrase(Language::English, &bands),
        "98 or more earns full points, 95 or more 80% of the points, 90 or more 60%; anything less earns nothing"
    );
}

#[test]
fn a_deduction_is_said_as_offices_say_it() {
    let deduct = Phrase::Deduct { per: 0.5 };
    assert_eq!(phrase(Language::Chinese, &deduct), "每发生 1 次（件）扣 0.5 分，扣完为止");
    assert_eq!(phrase(Language::English, &deduct), "Each occurrence takes 0.5 points, down to zero");
}

#[test]
fn a_rule_of_several_phrases_is_one_paragraph() {
    let phrases = [Phrase::Completion, Phrase::Cap { ratio: 1.2 }];
    assert_eq!(rule(Language::Chinese, &phrases), "得分率 = 完成值 ÷ 目标值；最多得分值的 120%。");
    assert_eq!(rule(Language::English, &phrases), "Share of points = actual ÷ target. At most 120% of the points.");
    assert_eq!(rule(Language::Chinese, &[]), "");
}

#[test]
fn a_problem_says_what_where_and_what_next_on_one_line() {
    let not_a_number = Problem::NotANumber { text: "三十".to_owned() };
    let finding = Diagnostic::error(not_a_number, At::cell("measurements.csv", 14, "value"));
    assert_eq!(
        line(Language::Chinese, &finding),
        "须改正｜measurements.csv 第 14 行 value 列：“三十”不是数字。\
         请改成数字，例如 95.5；完成值不适用时写 NA，没有报送时留空。"
    );
    assert!(line(Language::English, &finding).starts_with("Error: measurements.csv, line 14, column value: "));
}

#[test]
fn the_severities_are_told_apart() {
    for language in Language::ALL {
        let words = [Severity::Note, Severity::Warning, Severity::Error].map(|one| problems::severity(language, one));
        assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), 3);
    }
}

#[test]
fn every_outcome_has_its_own_word() {
    for language in Language::ALL {
        let words: BTreeSet<String> = crate::model::Status::ALL.iter().map(|one| status(language, *one)).collect();
        assert_eq!(words.len(), crate::model::Status::ALL.len());
    }
}

#[test]
fn a_limit_of_its_own_is_said_once_and_runs_of_places_together() {
    let said = |phrases: &[Phrase]| rule(Language::Chinese, phrases);
    let deduct = [Phrase::Deduct { per: 0.2 }, Phrase::DeductMaximum { points: 2.0 }];
    assert_eq!(said(&deduct), "每发生 1 次（件）扣 0.2 分；最多扣 2 分。");
    assert_eq!(said(&deduct[..1]), "每发生 1 次（件）扣 0.2 分，扣完为止。");
    let bonus = [Phrase::BonusPer { per: 0.5 }, Phrase::BonusMaximum { points: 3.0 }, Phrase::Cap { ratio: 1.0 }];
    assert_eq!(said(&bonus), "每有 1 项（次）得 0.5 分；最多得 3 分。");
    let places = [Phrase::RankGivenList { points: vec![5.0, 5.0, 5.0, 4.0, 3.0, 3.0] }];
    assert_eq!(said(&places), "按外部公布的名次：第 1–3 名得 5 分、第 4 名得 4 分、第 5–6 名得 3 分。");
    assert_eq!(said(&[Phrase::Trim { minimum: 1_000_000.0 }]), "不去掉最高分和最低分。");
}

#[test]
fn an_indicator_without_a_rule_is_named_with_its_standard_and_no_method_is_called_nothing() {
    let mut document = crate::model::Document::default();
    for (id, standard) in [("A1", "每月报送2件"), ("A2", "")] {
        let mut indicator =
            crate::model::Indicator { id: id.to_owned(), name: format!("报送{id}"), ..Default::default() };
        if !standard.is_empty() {
            indicator.other.insert("评分标准".to_owned(), standard.to_owned());
        }
        document.set.indicators.push(indicator);
    }
    let refused = crate::engine::check(document).expect_err("it has no rules");
    let open: Vec<&Diagnostic> =
        refused.findings.iter().filter(|found| matches!(found.problem, Problem::NoRule { .. })).collect();
    let said = |k: usize, language| problem(language, open[k]).what;
    assert_eq!(said(0, Language::Chinese), "“报送A1”还没有计分规则；评分标准写的是“每月报送2件”。");
    assert_eq!(said(1, Language::English), "“报送A2” has no scoring rule yet.");
    assert!(!refused.findings.iter().any(|found| matches!(found.problem, Problem::UnknownMethod { .. })));
}

/// For whoever edits the words: `cargo test -- --ignored --nocapture every_sentence` prints them all.
#[test]
#[ignore = "prints, for reading"]
fn every_sentence() {
    for language in Language::ALL {
        for text in everything(language, 2.5, "code") {
            println!("{text}");
        }
    }
}

//! What people think: judged on a scale, groups of raters, satisfaction.

use super::clause::{Clause, Limit};
use super::cursor::{Cursor, has};
use super::{Outcome, Scene, parameters, plain};

pub(super) fn clause(text: &str) -> Option<Clause> {
    group(text).or_else(|| trim(text)).or_else(|| satisfied(text)).or_else(|| levels(text)).or_else(|| judged(text))
}

/// 领导评价占40%.
fn group(text: &str) -> Option<Clause> {
    let (name, rest) = text.split_once("占")?;
    let mut c = Cursor::new(rest);
    c.eat("比 权重 总分的 总分");
    let weight = c.number()?;
    c.eat("%")?;
    let plain = !name.is_empty()
        && name.chars().count() <= 16
        && !name.contains(|c: char| c.is_ascii_digit() || ",:|".contains(c));
    let rated = has(name, "评 测 领导 群众 公众 代表 部门 打分 基层 服务对象 委员");
    (c.done() && plain && rated && !has(name, "扣 得分 加")).then(|| Clause::Group(name.to_owned(), weight))
}

fn trim(text: &str) -> Option<Clause> {
    let words = "去掉 去除 剔除 1个 一个 最高分 最低分 和 与 、 及 后 取 平均 分 值 计算 平均分 各组 各";
    (has(text, "最高分") && has(text, "最低分") && Cursor::new(text).made_of(words)).then_some(Clause::Trim)
}

fn satisfied(text: &str) -> Option<Clause> {
    let words = "得分 = 满意率 满意度 × 分值 标准分 权重 按 按照 根据 调查 测评 测评得分 结果 得 折算 计分 计算 群众 公众 服务对象 社会 本项 乘以 的 评价 折算计分 折算得分 企业";
    (has(text, "满意率 满意度") && has(text, "× 乘以 折算") && Cursor::new(text).made_of(words))
        .then_some(Clause::Satisfied)
}

/// 100/80/60/30/0, 100、80、60、30、0分.
fn levels(text: &str) -> Option<Clause> {
    let mut c = Cursor::new(text);
    let named = c.eat("很满意/满意/基本满意/不满意/很不满意 很满意、满意、基本满意、不满意、很不满意").is_some();
    c.eat("份数 分别 按");
    c.eat("得 计 赋 按");
    if named && c.done() {
        return Some(Clause::Remark(text.to_owned()));
    }
    let mut scores = Vec::new();
    while let Some(score) = c.number() {
        scores.push(score);
        c.eat("分");
        if c.eat("/ 、").is_none() {
            break;
        }
    }
    c.eat("计算 计分 计");
    let falling = scores.windows(2).all(|pair| pair[0] > pair[1]);
    (c.done() && scores.len() == 5 && falling && scores.iter().all(|s| *s <= 100.0)).then_some(Clause::Levels(scores))
}

/// 由领导评分; 百分制折算.
fn judged(text: &str) -> Option<Clause> {
    let scale = if has(text, "百分制 100分制") {
        100.0
    } else if text.contains("10分制") {
        10.0
    } else if text.contains("5分制") {
        5.0
    } else {
        return None;
    };
    let words = "百分制 100分制 10分制 5分制 按 采用 以 折算 打分 评分 计分 后 得分 由 领导 评审组 专家 考核办 分管领导 考核组 进行 的 权重 分值 比例 折合 按比例 乘以 换算 评委 市领导 县领导 量化 市 县 主要领导 并 结果 现场";
    Cursor::new(text).made_of(words).then_some(Clause::Judged(scale))
}

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let mut groups: Vec<(String, f64)> = Vec::new();
    let (mut trimmed, mut scale, mut satisfied, mut levels) = (false, None, false, None);
    for clause in scene.clauses {
        match clause {
            Clause::Group(name, weight) if groups.iter().all(|(other, _)| other != name) => {
                groups.push((name.clone(), *weight))
            }
            Clause::Trim => trimmed = true,
            Clause::Judged(full) if scale.is_none() => scale = Some(*full),
            Clause::Satisfied => satisfied = true,
            Clause::Levels(scores) if levels.is_none() => levels = Some(scores),
            Clause::FullPoints(100.0) if !scene.around.points.eq(&100.0) => scale = Some(100.0),
            Clause::FullPoints(_) | Clause::Limit(Limit::Full) => {}
            // Who judges, and how it is asked.
            Clause::Remark(_) => {}
            _ => return None,
        }
    }
    let mut out = Outcome { doubts: scene.other_points(None), ..Outcome::default() };
    if !groups.is_empty() {
        let sum: f64 = groups.iter().map(|(_, weight)| weight).sum();
        if groups.len() < 2 || (sum - 100.0).abs() > 1e-9 || satisfied || levels.is_some() {
            return None;
        }
        let listed: Vec<String> = groups.iter().map(|(name, weight)| format!("{name}:{}", plain(*weight))).collect();
        // Without a word on extremes none are dropped: no group has a million ballots.
        let trim = if trimmed { "3" } else { "1000000" };
        out.method = "multi_rater";
        out.parameters = parameters(&[("groups", listed.join(",")), ("trim_min", trim.to_owned())]);
        if let Some(scale) = scale.filter(|scale| *scale != 100.0) {
            out.parameters.insert("scale".to_owned(), plain(scale));
        }
        return Some(out);
    }
    if trimmed {
        return None;
    }
    if let Some(scores) = levels {
        out.method = "satisfaction";
        out.parameters = parameters(&[("scores", scores.iter().map(|s| plain(*s)).collect::<Vec<_>>().join("|"))]);
        return Some(out);
    }
    // A rate is a share of a hundred; counts of answers have no rate until somebody says what each level is worth.
    if satisfied && matches!(scene.around.unit, "%" | "") {
        scale = scale.or(Some(100.0));
    }
    if satisfied && scale.is_none() {
        return None;
    }
    out.method = "rating";
    out.parameters = parameters(&[("scale", plain(scale?))]);
    Some(out)
}

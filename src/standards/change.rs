//! Change against last year: 同比增长10%得满分; 压减5%以上得满分，按比例扣减. And 极差标准化.

use super::clause::{Award, Clause, Limit};
use super::condition::{When, is};
use super::subjects::bare;
use super::{Outcome, Scene, has, parameters, plain};
use crate::model::Direction;
use crate::standards::Doubt;

/// Names of values that are themselves a change.
pub(super) const OF_CHANGE: &str = "增速 增幅 增长率 降幅 下降率 压减率 压缩率 压降率 降低率 减少率 提高率 提升率";

/// Whether what changes is what the name says: 工业投资增长10% beside 固定资产投资增速 is not.
pub(super) fn of(subject: &str, name: &str) -> bool {
    let plain = |text: &str| {
        const ONE: &str = "地区生产总值 gdp 万元gdp 单位gdp 审批时 办理时 时限 时间 研发 r&d 一般公共预算收入 财政收入 使用外资 利用外资 第三产业 三产 销售收入 销售额 普惠小微 小微企业 外贸总额 进出口 总额 额";
        let pairs: Vec<&str> = ONE.split(' ').collect();
        let text = pairs.chunks(2).fold(text.to_lowercase(), |text, pair| text.replace(pair[0], pair[1]));
        match text.as_str() {
            "经济" => "gdp".to_owned(),
            "外贸" => "进出口".to_owned(),
            _ => ["规模以上", "规上", "接待", "外贸"].iter().fold(text, |text, word| text.replace(word, "")),
        }
    };
    let stem = OF_CHANGE.split(' ').filter_map(|word| name.split_once(word)).map(|(stem, _)| stem);
    let (subject, stem) = (plain(bare(subject)), stem.min_by_key(|stem| stem.len()).map(plain));
    let within = |short: &str, long: &str| {
        let mut letters = long.chars();
        short.chars().all(|one| letters.any(|other| other == one))
    };
    let idle = is(&subject, "保持 持续 平均 全市 全县 全区 全省 本市 本县 本区 我市 我县 我区");
    idle || stem.is_none_or(|stem| within(&stem, &subject) || within(&subject, &stem))
}

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    if scene.clauses.iter().any(|clause| matches!(clause, Clause::Earn(When::Moved(_) | When::Near(..), _))) {
        return ways(scene);
    }
    let (mut change, mut below, mut method) = (None, None, None);
    for clause in scene.clauses {
        match clause {
            Clause::Earn(When::Change { down, points, by, strict, sure, .. }, award) if change.is_none() => {
                change = Some((*down, *points, *by, *strict, *sure, *award));
            }
            Clause::Earn(When::Missed | When::Otherwise | When::Always, award) if below.is_none() => {
                below = Some(*award)
            }
            Clause::Method(name) if method.is_none() => method = Some(*name),
            Clause::Limit(Limit::Full) | Clause::FullPoints(_) | Clause::Remark(_) => {}
            _ => return None,
        }
    }
    if method == Some("minmax") && change.is_none() && below.is_none() {
        return Some(Outcome { method: "minmax", direction: scene.hinted(), ..Outcome::default() });
    }
    let (down, in_points, by, strict, sure, award) = change.filter(|_| method.is_none())?;
    let named = if let Award::Points(points) = award { Some(points) } else { scene.points() };
    if scene.share(award, named)? != 1.0 {
        return None;
    }
    let around = scene.around;
    let mut out = Outcome { doubts: scene.other_points(named), ..Outcome::default() };
    if !sure {
        out.doubts.push(Doubt::Boundary);
    }
    let proportional = match below {
        None => {
            out.doubts.push(Doubt::Floor);
            true
        }
        Some(Award::Ratio) => true,
        Some(Award::Nothing) => false,
        Some(_) => return None,
    };
    let of_change = has(around.name, OF_CHANGE);
    if of_change && scene.in_percent() {
        // The value is the change itself, counted upwards.
        let reduced = has(around.name, "降 减 压");
        if reduced != down || in_points || around.target.is_some_and(|t| t != by) {
            return None;
        }
        out.target = Some(by);
        out.method = if proportional && below.is_some() { "completion" } else { "threshold" };
        if strict {
            if out.method == "completion" {
                return None;
            }
            out.parameters = parameters(&[("strict", "1".to_owned())]);
        }
        return Some(out);
    }
    let fraction = if in_points { by } else { by / 100.0 };
    // Percent of a percentage: nobody can say which is meant.
    if in_points != (around.unit == "%")
        || around.target.is_some_and(|t| t != fraction && t != by)
        || strict && proportional
    {
        return None;
    }
    out.target = Some(fraction);
    out.direction = if down { Direction::LowerIsBetter } else { Direction::HigherIsBetter };
    if proportional {
        out.method = "growth";
        if in_points {
            out.parameters = parameters(&[("mode", "pp".to_owned())]);
        }
        return Some(out);
    }
    let moved = if down { "b - x" } else { "x - b" };
    let rate = if in_points { moved.to_owned() } else { format!("({moved}) / abs(b)") };
    let sign = if strict { ">" } else { ">=" };
    out.method = "formula";
    out.parameters = parameters(&[("text", format!("if({rate} {sign} t, 1, 0)"))]);
    Some(out)
}

/// 较上年下降的得满分，持平的得一半分，上升的不得分; 增长5%以上得满分，持平得60%，下降不得分.
fn ways(scene: &Scene) -> Option<Outcome> {
    // Lower, the same, higher than last year.
    let mut awards: [Option<Award>; 3] = [None; 3];
    let (mut far, mut otherwise, mut near) = (None, None, None);
    for clause in scene.clauses {
        match clause {
            Clause::Earn(When::Moved(bits), award) => {
                for (_, way) in awards.iter_mut().enumerate().filter(|(k, _)| bits & (1 << k) != 0) {
                    if way.replace(*award).is_some() {
                        return None;
                    }
                }
            }
            Clause::Earn(When::Near(bit, by), award) if near.is_none() => near = Some((*bit, *by, *award)),
            Clause::Earn(When::Change { down, points, by, strict, sure, .. }, award) if far.is_none() && *by > 0.0 => {
                far = Some((*down, *points, *by, *strict, *sure, *award));
            }
            Clause::Earn(When::Otherwise | When::Missed, award) if otherwise.is_none() => otherwise = Some(*award),
            Clause::Limit(Limit::Full) | Clause::FullPoints(_) | Clause::Remark(_) => {}
            _ => return None,
        }
    }
    if let Some((bit, by, award)) = near {
        let (down, _, at, ..) = far?;
        let way = usize::from(bit == 4) * 2;
        if at != by || down != (bit == 1) || awards[way].replace(award).is_some() {
            return None;
        }
    }
    let around = scene.around;
    let full = awards.iter().copied().chain([far.map(|f| f.5)]).flatten().fold(0.0_f64, |best, award| match award {
        Award::Points(points) => best.max(points),
        _ => best,
    });
    // 下降得满分，持平得5分
    let whole = awards.contains(&Some(Award::Full)) || far.is_some_and(|far| far.5 == Award::Full);
    let full = if full > 0.0 && !whole { Some(full) } else { scene.points() };
    let mut out = Outcome { method: "formula", doubts: scene.other_points(full), ..Outcome::default() };
    let up_far = far.is_some_and(|(down, ..)| !down);
    if let Some((down, .., sure, _)) = far {
        // Less of a change than the one that is named earns what the same value earns, where nothing else is said.
        let near = if down { 0 } else { 2 };
        if awards[near].is_none() && otherwise.is_none() {
            awards[near] = awards[1];
            out.doubts.push(Doubt::Boundary);
        } else if !sure {
            out.doubts.push(Doubt::Boundary);
        }
    }
    if near.is_some() && awards[1].is_none() && otherwise.is_none() {
        // Of no change at all nothing is said: it earns no more than a change for the worse.
        awards[1] = awards[if up_far { 0 } else { 2 }];
        out.doubts.push(Doubt::Boundary);
    }
    let mut shares = [0.0; 3];
    for (share, award) in shares.iter_mut().zip(awards) {
        *share = scene.share(award.or(otherwise)?, full)?;
    }
    let up = match far {
        Some((down, ..)) => !down,
        None => shares[2] > shares[0],
    };
    let (worse, better) = if up { (shares[0], shares[2]) } else { (shares[2], shares[0]) };
    if !(worse <= shares[1] && shares[1] <= better) || worse == better && far.is_none() {
        return None;
    }
    // A place that rises becomes a smaller number.
    if matches!(around.unit, "名" | "位" | "位次" | "名次") || has(around.name, "排名 位次 名次") {
        return None;
    }
    let of_change = has(around.name, OF_CHANGE);
    let reduced = has(around.name, "降 减 压");
    let (x, zero) = if of_change { ("x", "0") } else { ("x", "b") };
    // 降幅 counts what went down upwards.
    let rises = up != (of_change && reduced);
    let (good, bad) = if rises { (">", "<") } else { ("<", ">") };
    let mut text = format!(
        "if({x} {good} {zero}, {}, if({x} {bad} {zero}, {}, {}))",
        plain(better),
        plain(worse),
        plain(shares[1])
    );
    if let Some((_, in_points, by, strict, _, award)) = far {
        let most = scene.share(award, full)?;
        if most <= better {
            return None;
        }
        let moved = if of_change {
            if !scene.in_percent() || in_points {
                return None;
            }
            "x".to_owned()
        } else if around.unit == "%" {
            if !in_points {
                out.doubts.push(Doubt::PointsOrPercent);
            }
            if up { "x - b".to_owned() } else { "b - x".to_owned() }
        } else if in_points {
            return None;
        } else if up {
            "(x - b) / abs(b) * 100".to_owned()
        } else {
            "(b - x) / abs(b) * 100".to_owned()
        };
        if of_change && !rises {
            return None;
        }
        text = format!("if({moved} {} {}, {}, {text})", if strict { ">" } else { ">=" }, plain(by), plain(most));
    }
    out.direction = if rises { Direction::HigherIsBetter } else { Direction::LowerIsBetter };
    out.parameters = parameters(&[("text", text)]);
    Some(out)
}

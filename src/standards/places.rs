//! Places: 第一名满分，依次递减5%; 1–5名依次赋予60、57、54、51、48分; 其余按与第1名的比例得分.

use super::award::{amount, award};
use super::clause::{Amount, Award, Clause, Limit};
use super::condition::When;
use super::cursor::{Cursor, has};
use super::{Outcome, Scene, parameters, plain};
use crate::model::Direction;
use crate::standards::Doubt;

/// Longer lists are no lists of points by place.
const MOST_PLACES: usize = 50;

pub(super) fn clause(text: &str) -> Option<Clause> {
    if matches!(text, "以此类推" | "依此类推" | "依次类推" | "以下类推" | "其余类推") {
        return Some(Clause::AndSoOn);
    }
    if text.contains("倒数") {
        return None;
    }
    if let Some(direction) = order(text) {
        return Some(Clause::Order(direction));
    }
    // 其他按与最高值之比计分; 其他单位按最低值与实际值之比计分.
    let ratio = has(text, "最高值 最优值 最低值 最大值 第1名 最高 最优") && has(text, "之比 比值 的比例 的比");
    if ratio
        && Cursor::new(text).made_of(
            "其余 其他 其它 单位 部门 各 均 按 按照 与 和 占 其 第1名 的 比例 比值 之比 比 最高值 最优值 最低值 最大值 最高 最优 得分 计分 折算 计算 实际值 实际 值 完成值 依次 赋分",
        )
    {
        return Some(Clause::ShareOfFirst);
    }
    if has(text, "与第1名的比例 占第1名的比例 与第1名比例 与最高值的比例 与第1名的比值 与最优值的比例")
        && Cursor::new(text).made_of(
            "其余 其他 单位 部门 各 均 按 与 占 第1名 的 比例 比值 最高值 最优值 得分 计分 折算 计算 按照 依 名次 名",
        )
    {
        return Some(Clause::ShareOfFirst);
    }
    if let Some(rest) = text.strip_prefix("第2-").or_else(|| text.strip_prefix("第2至")) {
        let mut c = Cursor::new(rest);
        if c.number().is_some() && c.eat("名").is_some() && c.made_of("按 与 第1名 的 比例 得分 计分") {
            return Some(Clause::ShareOfFirst);
        }
    }
    step_down(text).map(Clause::PlaceStep).or_else(|| tail(text)).or_else(|| place(text))
}

/// 由低到高排名; 按完成值从高到低排序.
fn order(text: &str) -> Option<Direction> {
    let mut c = Cursor::new(text);
    c.eat("按 按照 将 对");
    c.eat("各单位 各部门 所有单位 全部单位");
    c.eat("实际值 完成值 指标值 数值 实际完成值 实绩 完成数");
    c.eat("按 按照");
    let rises = c.eat("由低到高 从低到高 由小到大 从小到大 由少到多 从少到多 升序").is_some();
    if !rises {
        c.eat("由高到低 从高到低 由大到小 从大到小 由多到少 从多到少 降序")?;
    }
    c.eat("的顺序 顺序 的次序 次序");
    c.eat("进行 依次");
    c.eat("排名 排序 排列 排位 排名次")?;
    c.done().then_some(if rises { Direction::LowerIsBetter } else { Direction::HigherIsBetter })
}

/// 第4名及以后2分; 10名以后不得分.
fn tail(text: &str) -> Option<Clause> {
    let mut c = Cursor::new(text);
    c.eat("排名 名次 位次 在");
    c.eat("第");
    let from = c.number().filter(|n| n.fract() == 0.0 && (1.0..=MOST_PLACES as f64).contains(n))?;
    c.eat("名 位");
    let after = c.eat("及以后 以后 之后 及之后 后 以外 及以下 以下 (含)以后 (含)以下 开外")?;
    c.eat("的 名次 单位 的单位 者 各");
    c.eat(": 均 则 都");
    let award = award(c.rest).or_else(|| {
        let mut c = c;
        match amount(&mut c)? {
            Amount::Points(points) if c.done() => Some(Award::Points(points)),
            _ => None,
        }
    })?;
    let sure = after.contains('及') || after.contains("(含)");
    (award != Award::Ratio).then_some(Clause::Tail(from as usize, sure, award))
}

/// 依次递减5%; 每降低一个名次扣0.5分.
fn step_down(text: &str) -> Option<Amount> {
    let mut c = Cursor::new(text);
    c.eat("以后 其后 其余 其他 后续 之后 以下 后面");
    c.eat("各名次 名次 单位 部门 各 每名次");
    let how = c.eat("依次递减 依次减少 逐名递减 按名次递减 依此递减 依次扣减 依次降低 依次递减扣 按位次依次递减 按名次依次递减 逐次递减 逐位递减 依序递减 顺次递减 逐级递减 依次减 依次扣 依次少得 按序递减");
    if how.is_none() {
        c.eat("名次 位次 排名");
        c.eat("每")?;
        c.eat("降低 下降 降 退后 后退 低 落后 靠后 退 后移")?;
        c.number();
        c.eat("个名次 个位次 名 位 个档次")?;
        c.eat("的");
        c.eat("递减 扣减 扣 减 减少 少得 降")?;
    }
    let found = amount(&mut c)?;
    (c.done() && found != Amount::Points(0.0)).then_some(found)
}

fn place(text: &str) -> Option<Clause> {
    let mut c = Cursor::new(text);
    // Whose ranking it is.
    while !c.done() && !c.rest.starts_with(|k: char| k.is_ascii_digit() || k == '第' || k == '前') {
        c.skip();
    }
    let subject = text[..text.len() - c.rest.len()].replace("进入", "");
    if has(&subject, "扣 后 未 不 进 升 降 加") {
        return None;
    }
    let ordinal = c.eat("第 前");
    let first = c.number()?;
    let mut places = if ordinal == Some("前") { (1.0, first) } else { (first, first) };
    let mut named = c.eat("名 位").is_some() || has(&subject, "排名 名次 位次 位列 位居") || text.contains("进入前");
    if ordinal != Some("前") && c.eat("- 至 到").is_some() {
        c.eat("第");
        places.1 = c.number()?;
        named |= c.eat("名 位").is_some();
    }
    while c.eat("、").is_some() {
        c.eat("第");
        let next = c.number()?;
        if next != places.1 + 1.0 {
            return None;
        }
        places.1 = next;
        named |= c.eat("名 位").is_some();
    }
    // 第2得9分
    named |= ordinal == Some("第") && c.rest.starts_with('得');
    if !named || !(1.0..=MOST_PLACES as f64).contains(&places.0) || !(places.0..=MOST_PLACES as f64).contains(&places.1)
    {
        return None;
    }
    let (from, to) = (places.0 as usize, places.1 as usize);
    if places.0.fract() != 0.0 || places.1.fract() != 0.0 {
        return None;
    }
    c.eat("的 单位 的单位 者");
    c.eat(": 则");
    c.eat("分别 依次 各");
    let listed = points(c);
    if listed.len() > 1 {
        return (listed.len() == to - from + 1).then_some(Clause::Place(from, to, listed));
    }
    let one = award(c.rest).or_else(|| {
        let mut c = c;
        c.eat("加 得 计");
        c.eat("权重分的");
        match amount(&mut c)? {
            Amount::Points(points) if c.done() => Some(Award::Points(points)),
            Amount::Share(share) if c.done() => Some(Award::Share(share)),
            _ => None,
        }
    })?;
    (one != Award::Ratio).then_some(Clause::Place(from, to, vec![one]))
}

/// 60、57、54分; 60分、57分、54分.
fn points(mut c: Cursor) -> Vec<Award> {
    c.eat("赋予 赋 得 加 计 记 给予 为");
    let mut found = Vec::new();
    let mut unit = None;
    while let Some(number) = c.number() {
        let next = c.eat("分 %");
        unit = next.or(unit);
        found.push(number);
        if c.eat("、 /").is_none() {
            break;
        }
    }
    if !c.done() || found.len() > MOST_PLACES {
        return Vec::new();
    }
    let award = |n: f64| if unit == Some("%") { Award::Share(n / 100.0) } else { Award::Points(n) };
    if unit.is_some() { found.into_iter().map(award).collect() } else { Vec::new() }
}

/// Whether the value is a place that somebody else gave. None: the places are of others, and the value is no place:
/// 全省排名第1得10分 beside 96.5 %.
fn given(scene: &Scene) -> Option<bool> {
    let around = scene.around;
    let place = matches!(around.unit, "名" | "位" | "位次" | "名次") || has(around.name, "位次 排名 名次");
    let abroad = has(scene.sentence, "全省 全国 省内");
    if abroad && !place && !around.unit.is_empty() { None } else { Some(place || abroad) }
}

pub(super) fn rule(scene: &Scene) -> Option<Outcome> {
    let mut by_place: Vec<(usize, Award)> = Vec::new();
    let (mut step, mut share_of_first, mut least) = (None, false, None);
    let (mut tail_zero, mut so_on, mut tail, mut best, mut order) = (false, false, None, None, None);
    for clause in scene.clauses {
        match clause {
            Clause::Place(from, to, awards) => {
                for place in *from..=*to {
                    let award = awards.get(place - from).or(awards.first())?;
                    if by_place.len() >= MOST_PLACES || by_place.iter().any(|(other, _)| *other == place) {
                        return None;
                    }
                    by_place.push((place, *award));
                }
            }
            Clause::PlaceStep(amount) if step.is_none() => step = Some(*amount),
            Clause::ShareOfFirst => share_of_first = true,
            Clause::Order(direction) if order.is_none_or(|other| other == *direction) => order = Some(*direction),
            Clause::AndSoOn => so_on = true,
            Clause::Earn(When::Otherwise, Award::Nothing) => tail_zero = true,
            Clause::Earn(When::Otherwise, award) if tail.is_none() => tail = Some((None, false, *award)),
            Clause::Tail(from, sure, award) if tail.is_none() => tail = Some((Some(*from), *sure, *award)),
            Clause::Earn(When::Best { down }, award) if best.is_none() => {
                best = Some(*down);
                by_place.push((1, *award));
            }
            Clause::Limit(Limit::Zero) if least.is_none() => least = Some(Award::Points(0.0)),
            Clause::Limit(Limit::Least(points)) if least.is_none() => least = Some(Award::Points(*points)),
            Clause::FullPoints(_) | Clause::Remark(_) => {}
            _ => return None,
        }
    }
    by_place.sort_by_key(|(place, _)| *place);
    if best.is_some() && !share_of_first {
        return None;
    }
    if by_place.iter().enumerate().any(|(k, (place, _))| *place != k + 1)
        && !(by_place.first()?.0 == 2 && step.is_some())
    {
        return None;
    }
    let first = by_place.first().map(|(_, award)| *award);
    let full = match first {
        Some(Award::Points(points)) => Some(points),
        _ => scene.points(),
    };
    let share = |award: Award| scene.share(award, full);
    // 第一名8分，每降1名扣0.5分 of ten points: two of them are never earned; 第一名10分、第二名9分 of eight: both are full.
    let own = scene.around.points;
    let scaled = step.is_some() || so_on || share_of_first;
    if full.is_some_and(|full| own > 0.0 && (scaled && full < own || full > own)) {
        return None;
    }
    if so_on {
        // 第一名10分，第二名9分，以此类推: the places that are named show the step.
        let [(1, first), (2, second), ..] = by_place.as_slice() else { return None };
        if step.replace(Amount::Share(share(*first)? - share(*second)?)).is_some() {
            return None;
        }
    }
    let mut out = Outcome { doubts: scene.other_points(full), ..Outcome::default() };
    if share_of_first {
        if step.is_some() || by_place.len() > 1 || tail.is_some() || share(first.unwrap_or(Award::Full))? != 1.0 {
            return None;
        }
        out.method = "best_ratio";
        let lowest = best == Some(true) || best.is_none() && scene.sentence.contains("最低值");
        let highest = best == Some(false) && has(scene.sentence, "最高 最大");
        out.direction = if lowest { Direction::LowerIsBetter } else { order.unwrap_or_else(|| scene.hinted()) };
        if highest && (lowest || out.direction == Direction::LowerIsBetter) {
            return None;
        }
        return Some(out);
    }
    // 10名以后 comes right after the tenth, 第4名及以后 begins with the fourth.
    let mut tail_from = None;
    if let Some((from, sure, award)) = tail {
        let named = by_place.len();
        match from {
            Some(from) if step.is_some() && from > named => tail_from = Some((from - usize::from(sure), award)),
            Some(from) if from == named + 1 || from == named && !sure => {}
            None if step.is_none() => {}
            _ => return None,
        }
        if tail_from.is_none() && award == Award::Nothing {
            tail_zero = true;
        } else if tail_from.is_none() && (by_place.is_empty() || tail_zero) {
            return None;
        }
    }
    let given = given(scene)?;
    out.method = if given { "rank_given" } else { "rank" };
    out.direction = if given { Direction::LowerIsBetter } else { order.unwrap_or_else(|| scene.hinted()) };
    if let Some(step) = step {
        let step = match step {
            Amount::Share(share) => share,
            Amount::Points(points) => points / full?,
        };
        for (place, award) in &by_place {
            let expected = 1.0 - step * (*place as f64 - 1.0);
            if (share(*award)? - expected).abs() > 1e-9 {
                return None;
            }
        }
        if step <= 0.0 || tail_zero {
            return None;
        }
        if let Some((last, award)) = tail_from {
            // Places by the step up to the last that is meant, then all the same.
            let mut list: Vec<String> = Vec::new();
            for place in 0..last {
                let share = 1.0 - step * place as f64;
                list.push(plain(share * full?));
                if share <= 0.0 {
                    return None;
                }
            }
            out.parameters = parameters(&[]);
            let end = share(award)?;
            if least.is_some() || end >= 1.0 - step * (last as f64 - 1.0) {
                return None;
            }
            if end > 0.0 {
                list.push(plain(end * full?));
            } else {
                out.parameters.insert("tail".to_owned(), "zero".to_owned());
            }
            out.parameters.insert("list".to_owned(), list.join(","));
            return Some(out);
        }
        let floor = match least {
            Some(award) => share(award)?,
            None => {
                out.doubts.push(Doubt::Floor);
                0.0
            }
        };
        out.parameters = parameters(&[("step", plain(step))]);
        if floor != 0.0 {
            out.parameters.insert("floor".to_owned(), plain(floor));
        }
        return Some(out);
    }
    let rest = tail.map(|(.., award)| award).filter(|award| *award != Award::Nothing);
    if let Some(award) = rest {
        // A list's last entry is what all later places earn.
        let last = by_place.last()?;
        if share(award)? >= share(last.1)? {
            return None;
        }
        by_place.push((by_place.len() + 1, award));
    }
    // A list is in points; without a word on the places after it nothing may be assumed but nothing.
    let listed: Option<Vec<String>> = by_place
        .iter()
        .map(|(_, award)| match award {
            Award::Points(points) => Some(plain(*points)),
            other => Some(plain(share(*other)? * full?)),
        })
        .collect();
    if by_place.len() < 2 || least.is_some() {
        return None;
    }
    if !tail_zero && rest.is_none() {
        out.doubts.push(Doubt::Floor);
    }
    out.parameters = parameters(&[("list", listed?.join(","))]);
    if rest.is_none() {
        out.parameters.insert("tail".to_owned(), "zero".to_owned());
    }
    Some(out)
}

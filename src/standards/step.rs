//! A step: 每低1个百分点扣0.5分; 每发生一起扣1分; 违规扣5分/次.

use super::award::amount;
use super::clause::{Amount, Side, Step};
use super::condition::{Bound, Span, THAN, When, when};
use super::cursor::{Cursor, has};
use super::span::{UNITS, named_unit};

const LESS: &str = "短收 减产 少收 少开工 少竣工 少建成 少下降 少降 少增长 少培训 少检查 少走访 少引进 少开展 少组织 少报送 少召开 少报 少参加 少落实 降 低于 低 降低 下降 减少 少 差 下滑 不足 少完成 低出 欠 缺少 短缺 减低 落后 少于 缩短 压减 压缩 未达 退步 后退 减 调低 走低";
const MORE: &str = "升 高于 高出 高 超过 超出 超额完成 超额 超 增加 提高 提升 上升 多 增长 多完成 增 延长 大于 多于 前进 进 前移 上调 拉长 增多 升高 增高 超支 多出";
const EITHER: &str = "偏离 偏差 相差 ± 增减 升降 高于或低于 高或低 低于或高于 低或高 超过或低于 超过或不足 增加或减少 增或减 上升或下降 提高或降低 上下浮动 浮动 高低 偏高或偏低 多或少 少或多 高(低) 波动 增(减)";
/// 每一项, 每次: what is counted may stand right after it.
const BESIDE: &str = "目标值 目标 达标线 标准值 标准 基准值 基准 计划 计划数 任务 任务数 指标值 指标 平均值 年度目标 年度目标值 计划值 控制数 控制目标 规定时限 规定时间 时限 要求 预算数 预算 定额 年度预算 年初预算 计划成本 标准成本 限额";

/// 每低1个百分点扣0.5分; 每发生一起扣1分; 发现1次扣1分.
pub(super) fn step(text: &str) -> Option<Step> {
    // 违规扣5分/次
    if let Some((much, unit)) = text.rsplit_once("分/")
        && ["次", "起", "项", "件", "处", "例", "条", "个", "天", "人次", "份", "人", "篇", "户", "家", "期"]
            .contains(&unit)
        && let Some(at) = much.rfind(['扣', '加'])
        && !much[..at].contains(|c: char| c.is_ascii_digit() || c == '每')
    {
        return step(&format!("每{}1{unit}{}分", much[..at].trim_end_matches('的'), &much[at..]));
    }
    // 每篇0.2分: so much is earned for each.
    if let Some(rest) = text.strip_prefix('每') {
        let mut c = Cursor::new(rest);
        if let Some(unit) = c.eat("篇 条 项 个 件 次 家 户 人 场 期 名 例 起 份")
            && let Some(much) = c.number()
            && c.rest == "分"
        {
            return step(&format!("每1{unit}得{much}分"));
        }
    }
    let each = text.rfind('每');
    let (before, after) = match each {
        Some(at) => (&text[..at], &text[at + '每'.len_utf8()..]),
        None => {
            let at = ["发现", "发生", "出现", "迟报", "漏", "缺", "延期", "逾期", "超期"]
                .iter()
                .filter_map(|word| text.find(word))
                .min();
            match at {
                Some(at) => (&text[..at], &text[at..]),
                None if single(text) => ("", text),
                None => return None,
            }
        }
    };
    if has(before, "扣 加分 得分 酌 视 倍 最") {
        return None;
    }
    // 超出或不足每1天扣0.5分
    let sided = each.and_then(|_| {
        [
            "超出或不足",
            "超过或不足",
            "高于或低于",
            "低于或高于",
            "不足或超出",
            "超出",
            "超过部分",
            "超出部分",
            "不足部分",
            "低于部分",
            "高出部分",
        ]
        .iter()
        .find_map(|word| Some((before.strip_suffix(word)?, *word)))
    });
    if let Some((lead, word)) = sided {
        let side = match word {
            "超出" | "超过部分" | "超出部分" | "高出部分" => "超过",
            "不足部分" | "低于部分" => "低于",
            _ => "偏离",
        };
        return step(&format!("{lead}每{side}{after}"));
    }
    let mut c = Cursor::new(after);
    let whole = c.eat("满").is_some();
    c.eat("再");
    // 每比上年提高1个百分点
    let since = c.eat(THAN).is_some();
    c.eat("每");
    let either = c.eat(EITHER);
    let (side, word) = match (either, c.eat(LESS), ()) {
        (Some(word), ..) => (Side::Either, word),
        (None, Some(word), ()) => (Side::Less, word),
        // 每超时1小时: an event, unless a line says since when.
        (None, None, ()) if late(after) => (Side::Event, ""),
        (None, None, ()) => match c.eat(MORE) {
            Some(word) => (Side::More, word),
            None => (Side::Event, ""),
        },
    };
    let mut moved = since
        || has(word, "下降 下滑 减少 增长 上升 提高 提升 增加 前进 后退 压减 前移")
        || matches!(word, "降" | "升" | "进")
        || has(before, "同比 环比 上年");
    // 每差1个: short of it or beyond it, as the value's name says.
    let mut of = if word == "差" { "差".to_owned() } else { String::new() };
    let start = c;
    let mut line: Option<Span> = None;
    let by;
    let unit;
    if side == Side::Event {
        // 每次未达标扣1分: what is counted comes first.
        let mut first = c;
        let counted = first.eat("次 项 件 起 例 处 人次 个 条 份 天 日 人 篇 户 家").filter(|_| {
            each.is_some() && !first.rest.starts_with(|k: char| k.is_ascii_digit() || "扣加减得计的".contains(k))
        });
        if let Some(word) = counted.filter(|_| !first.rest.contains(|k: char| k.is_ascii_digit() && k == '%')) {
            let named = first.rest.find(['扣', '加', '减', '得', '计']).is_some_and(|end| {
                !first.rest[..end].contains(|k: char| k.is_ascii_digit())
                    && !has(&first.rest[..end], "超 低 高 达到 完成率")
            });
            if named {
                (c, by, unit) = (first, None, word);
            } else {
                (c, by, unit) = count(start, &mut of);
            }
        } else {
            (c, by, unit) = count(start, &mut of);
        }
    } else {
        c.eat(BESIDE);
        c.eat("的");
        // 每少治理1处: what was done less of.
        let deed = c.rest.find(|k: char| k.is_ascii_digit()).unwrap_or(0);
        if word == "少" && (1..=2).contains(&c.rest[..deed].chars().count()) {
            c.rest = &c.rest[deed..];
        }
        let first = c.number();
        let first_unit = named_unit(&mut c).unwrap_or_default();
        // 每低于100%1个百分点: the line, and then the step.
        let mut second = c;
        second.eat("的");
        match second.number().filter(|_| first.is_some() && first_unit == "%") {
            Some(length) => {
                let bound = first.map(|at| Bound { at, inclusive: true, sure: true });
                line = Some(Span { low: bound, exact: true, percent: true, ..Span::default() });
                by = Some(length);
                unit = named_unit(&mut second)?;
                c = second;
            }
            None => (by, unit) = (first, first_unit),
        }
    }
    if by.is_none() && unit.is_empty() || by.is_some_and(|by| by <= 0.0) || (each.is_none() && by.is_none()) {
        return None;
    }
    // 每有1个机构达不到要求的，扣0.5分: what the event is may stand behind its number.
    let end = verb_at(c.rest)?;
    let what = &c.rest[..end];
    // 每少1枚: a measure word that is not in the list is a unit all the same.
    let word =
        unit.is_empty() && by.is_some() && what.chars().count() == 1 && !has(what, "的 则 各 再 另 即 增 可 就 在 上");
    let (unit, what) = if word { (what, "") } else { (unit, what) };
    let idle = "的 相应 则 各 再 另 即 增 可 分别 给予 予以 就 以上 在 基本分 基础上 标准分 上 满分";
    if !Cursor::new(what).made_of(idle) {
        let kind = side == Side::More
            && c.rest[end..].starts_with('加')
            && !unit.is_empty()
            && super::counts::COUNTS.contains(&unit);
        if side != Side::Event && !kind || has(&what.replace("处分", ""), "最 至少 不少 酌 视 1 2 3 分") {
            return None;
        }
        of.push_str(what);
    }
    c.rest = &c.rest[end..];
    let verb = c.eat(VERBS)?;
    c.eat("相应");
    let amount = amount(&mut c)?;
    // 发现1件得0分 says what is left, and not what each one earns.
    let none = matches!(amount, Amount::Points(much) | Amount::Share(much) if much == 0.0);
    if !c.done() || none {
        return None;
    }
    // 每满1个百分点±0.5分: the sign says that both sides are meant.
    let both = matches!(verb, "±" | "加减" | "增减" | "加扣" | "增扣" | "加或减" | "加或扣" | "加(减)");
    let side = if side == Side::Event && both { Side::Either } else { side };
    let (take, add) = match verb {
        _ if both => (Some(amount), Some(amount)),
        "加" | "增加" | "增" | "加分" | "加计" | "奖励" | "奖" | "加记" | "多得" | "再加" => {
            (None, Some(amount))
        }
        "倒扣" => return None,
        "得" | "计" | "记" if side == Side::Event || unit != "%" || moved => (None, Some(amount)),
        "得" | "计" | "记" => return None,
        _ => (Some(amount), None),
    };
    let unit = match unit {
        "个百分点" | "百分点" | "个点" => "pp",
        "个千分点" | "千分点" => "‰",
        other => other,
    };
    // 超过15日每天扣0.5分: the line before it says which side.
    let past = before.trim_end_matches(['的', '后']);
    let (side, before) = match (side, each, when(past)) {
        (Side::Event, Some(_), Some(When::Span(span))) if of.is_empty() && !span.exact => match (span.low, span.high) {
            (Some(_), None) => (Side::More, past),
            (None, Some(_)) => (Side::Less, past),
            _ => return None,
        },
        _ => (side, before),
    };
    // 超过3处后每处; 每万件业务投诉1件, 重伤率每发生1人: a number, or a rate; 发现3处以上 is a line, and no pace.
    if side == Side::Event
        && (before.contains(|k: char| k.is_ascii_digit()) && has(before, "超过 超出 高于 大于 多于 不足 低于 少于")
            || before.ends_with('率')
            || of.starts_with(['万', '千', '百', '亿'])
            || by.is_some_and(|by| by != 1.0) && has(&format!("{of}{what}"), "以上 以下 以内"))
    {
        return None;
    }
    let when = match side {
        Side::Event => None,
        _ if since => match led(before)? {
            None => Some(When::Since),
            Some(_) => return None,
        },
        _ => led(before)?,
    };
    let plain = side != Side::Event && when.is_none();
    let subject = if plain { before.trim_end_matches('的').to_owned() } else { String::new() };
    let of = if side == Side::Event { format!("{before}{of}") } else { of };
    // 每季度至少开展1次，每缺1次: what is counted may be what was done.
    let asked = side == Side::Event && before.contains(|k: char| k.is_ascii_digit()) && has(&of, "缺 少 漏 未")
        // 每月少报1次
        || side == Side::Event && ["月", "个月", "季", "周", "半年", "旬"].iter().any(|part| of.starts_with(part)) && has(&of, "少 缺 不足 欠")
        // 每件每天: two counts multiplied.
        || side == Side::Event && before.contains('每');
    let when = match (line, when) {
        (Some(line), None) => Some(When::Span(line)),
        (Some(_), Some(_)) => return None,
        // 不低于目标任务，每减少1亩扣0.1分: what is asked for stands before.
        (None, Some(When::Met)) if side == Side::Less && take.is_some() => {
            moved = false;
            None
        }
        (None, when) => when,
    };
    if asked
        || has(
            &of.replace("处分", "").replace("部分", ""),
            "酌 视 情节 除 扣 重大 分 持平 环比 同比 之后 以后 此后 再次",
        )
    {
        return None;
    }
    Some(Step { when, side, by: by.unwrap_or(1.0), unit: unit.to_owned(), take, add, whole, of, subject, moved })
}

const VERBS: &str = "扣减 扣除 扣 减扣 减 加减 加 增加 ± 得 计 增减 减少 减去 加扣 增 减分 加分 扣分 加计 增扣 加或减 加或扣 扣掉 加(减) 扣减分 降 降低 奖励 奖 加记 记 多得 少得 再扣 再加 倒扣";

/// Where the verb before an amount stands: 加 in 参加 is none.
fn verb_at(text: &str) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).find(|at| {
        let mut c = Cursor::new(&text[*at..]);
        c.eat(VERBS).is_some() && {
            c.eat("相应");
            amount(&mut c).is_some()
        }
    })
}

fn late(after: &str) -> bool {
    Cursor::new(after).eat("超时 超期 超限").is_some()
}

/// What is counted: everything up to a number or a counting word before the points; then the number and its unit.
fn count<'a>(mut c: Cursor<'a>, of: &mut String) -> (Cursor<'a>, Option<f64>, &'a str) {
    while !c.done() && !c.rest.starts_with(|k: char| k.is_ascii_digit()) && verb_at(c.rest) != Some(0) {
        let mut counted = c;
        if counted.eat(UNITS).is_some() && counted.eat("扣 加 的扣 减 得").is_some() {
            break;
        }
        of.extend(c.rest.chars().next());
        c.skip();
    }
    // 每个项目投资达到500万元得1分: what is counted are those that reach it.
    let reach = ["达到", "超过", "超出", "不低于", "不少于", "高于", "低于", "不足", "少于"];
    if reach.iter().any(|word| of.len() > word.len() && of.ends_with(word)) {
        return (c, None, "");
    }
    let by = c.number();
    let unit = c.eat(UNITS).unwrap_or_default();
    (c, by, unit)
}

/// 有1项未落实扣0.5分, 旷工1天扣2分: one of something takes points, and nothing is compared.
fn single(text: &str) -> bool {
    let Some(at) = text.find(|c: char| c.is_ascii_digit()) else { return false };
    let mut c = Cursor::new(&text[at..]);
    let counted = c.number() == Some(1.0)
        && c.eat("个 次 起 项 件 例 天 日 条 处 篇 家 份 人次 人 期 节 户 台 辆 名 场 批 宗").is_some();
    let rest = c.rest;
    let taken = rest.find(['扣', '加']).is_some_and(|k| !rest[..k].contains(|c: char| c.is_ascii_digit()));
    counted
        && taken
        && !has(&text[..at], "超 低 高 于 达 第 前 后 内 月 率 且 或 均")
        && !has(rest, "以上 以下 以内 起扣")
}

/// What stands before a step: nothing, a subject, or a condition.
fn led(before: &str) -> Option<Option<When>> {
    let bare = before.trim_end_matches(['的', ':', '在']);
    let bare = ["基础上", "实际值", "完成值", "实际完成值"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .unwrap_or(bare)
        .trim_end_matches('的');
    if let Some(when) = when(bare).filter(|_| !bare.is_empty()) {
        return Some(Some(when));
    }
    let plain = !bare.contains(|c: char| c.is_ascii_digit())
        && !has(
            bare,
            "未 不 酌 视 且 若 如 分 基准 平均 同期 上年 基数 类推 先进 标杆 行业 上季 上月 上个月 上周 上期 前期 往年 历年 历史",
        );
    plain.then_some(None)
}

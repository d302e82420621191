//! The sentences of `explain`, in words.
//!
//! Rules, names of steps and labels are fragments without a full stop, so that a page can list or join them;
//! what is said about a result is a whole sentence. Terms are those of the offices (得分率, 扣完为止, 一票否优).

use super::Language;
use super::names::{answer, capitalised, cut, period, quoted};
use super::numbers::{amount, fixed, is_one, is_zero, percent, plain, precise};
use super::rules::{self, points};
use crate::explain::Phrase;

/// A rule of several phrases as one paragraph.
pub fn rule(language: Language, phrases: &[Phrase]) -> String {
    if phrases.is_empty() {
        return String::new();
    }
    // A limit of its own says more than the usual one beside it.
    let taken = phrases.iter().any(|one| matches!(one, Phrase::DeductMaximum { .. }));
    let given = phrases.iter().any(|one| matches!(one, Phrase::BonusMaximum { .. }));
    let said = phrases.iter().filter(|one| !(given && matches!(one, Phrase::Cap { ratio } if *ratio == 1.0)));
    let words: Vec<String> = said
        .map(|one| match one {
            Phrase::Deduct { per } if taken => {
                let per = points(language, *per);
                say!(language, "每发生 1 次（件）扣 {per}", "Each occurrence takes {per}")
            }
            other => phrase(language, other),
        })
        .collect();
    match language {
        Language::Chinese => format!("{}。", words.join("；")),
        Language::English => format!("{}.", words.join(". ")),
    }
}

/// One phrase in words, with its numbers in place.
pub fn phrase(language: Language, phrase: &Phrase) -> String {
    let l = language;
    match phrase {
        // ---- rules in words ----
        Phrase::Completion => say!(l, "得分率 = 完成值 ÷ 目标值", "Share of points = actual ÷ target"),
        Phrase::CompletionDown => say!(
            l,
            "越低越好：得分率 = 2 − 完成值 ÷ 目标值，达到目标值得满分",
            "Lower is better: share of points = 2 − actual ÷ target; meeting the target earns full points"
        ),
        Phrase::CompletionInverse => say!(
            l,
            "越低越好：得分率 = 目标值 ÷ 完成值，达到目标值得满分",
            "Lower is better: share of points = target ÷ actual; meeting the target earns full points"
        ),
        Phrase::Cap { ratio } if is_one(*ratio) => say!(l, "最多得满分", "Full points at most"),
        Phrase::Cap { ratio } => {
            let share = percent(*ratio);
            say!(l, "最多得分值的 {share}", "At most {share} of the points")
        }
        Phrase::Floor { ratio } => {
            let share = percent(*ratio);
            say!(l, "保底得分值的 {share}", "At least {share} of the points")
        }
        Phrase::ZeroBelow { ratio } => {
            let share = percent(*ratio);
            say!(l, "得分率低于 {share} 的不得分", "A share below {share} earns nothing")
        }
        Phrase::ZeroTargetFull => say!(l, "目标值为 0 时得满分", "A target of zero earns full points"),
        Phrase::ZeroTargetZero => {
            say!(l, "目标值为 0（没有目标任务）时不得分", "A target of zero earns nothing")
        }
        Phrase::ZeroTargetNotApplicable => {
            say!(l, "目标值为 0 时按不适用处理", "With a target of zero the indicator does not apply")
        }
        Phrase::ZeroTargetPer { points: per } => {
            let per = points(l, *per);
            say!(
                l,
                "目标值为 0 时，完成值为 0 得满分，每多 1 个单位扣 {per}，扣完为止",
                "With a target of zero, an actual of zero earns full points and each unit more takes {per}, down to nothing"
            )
        }
        Phrase::Threshold { lower, strict } => rules::threshold(l, *lower, *strict),
        Phrase::ThresholdProportional { lower, strict } => rules::threshold_proportional(l, *lower, *strict),
        Phrase::Bands { lower, steps, otherwise } => rules::bands(l, *lower, steps, *otherwise),
        Phrase::Gongxiao { worst, best, base } => rules::gongxiao(l, *worst, *best, *base),
        Phrase::GongxiaoPeers { base } => rules::gongxiao_peers(l, *base),
        Phrase::GongxiaoTier { lower, steps } => rules::gongxiao_tier(l, *lower, steps),
        Phrase::MinMax { lower: false } => say!(
            l,
            "与同类比较：最高值得满分，最低值不得分，其间按比例得分",
            "Compared with peers: the highest value earns full points, the lowest nothing, in proportion between"
        ),
        Phrase::MinMax { lower: true } => say!(
            l,
            "与同类比较：最低值得满分，最高值不得分，其间按比例得分",
            "Compared with peers: the lowest value earns full points, the highest nothing, in proportion between"
        ),
        Phrase::AllEqual { ratio } => {
            let earned = rules::earned(l, *ratio);
            say!(l, "同类数值全部相同时都{earned}", "If all peers are equal, all earn {earned}")
        }
        Phrase::BestRatio { lower: false } => {
            say!(l, "得分率 = 完成值 ÷ 同类最高值", "Share of points = actual ÷ highest value among peers")
        }
        Phrase::BestRatio { lower: true } => {
            say!(l, "得分率 = 同类最低值 ÷ 完成值", "Share of points = lowest value among peers ÷ actual")
        }
        Phrase::Rank { lower, step } => rules::rank(l, *lower, *step),
        Phrase::RankList { lower, points } => rules::rank_list(l, *lower, points),
        Phrase::RankGiven { step } => rules::rank_given(l, *step),
        Phrase::RankGivenList { points } => rules::rank_given_list(l, points),
        Phrase::ListTail { zero: true } => {
            say!(l, "再往后的名次不得分", "Places after these earn nothing")
        }
        Phrase::ListTail { zero: false } => {
            say!(l, "再往后的名次与最末一档相同", "Places after these earn what the last one earns")
        }
        Phrase::Ties { mode } => rules::ties(l, mode),
        Phrase::Growth { lower: false } => say!(
            l,
            "增长率 =（完成值 − 基数）÷ 基数的绝对值，得分率 = 增长率 ÷ 目标增长率",
            "Growth = (actual − base) ÷ size of the base; share of points = growth ÷ target growth"
        ),
        Phrase::Growth { lower: true } => say!(
            l,
            "压减率 =（基数 − 完成值）÷ 基数的绝对值，得分率 = 压减率 ÷ 目标压减率",
            "Reduction = (base − actual) ÷ size of the base; share of points = reduction ÷ target reduction"
        ),
        Phrase::GrowthPoints { lower: false } => say!(
            l,
            "提高的百分点 = 完成值 − 基数，得分率 = 提高的百分点 ÷ 目标百分点",
            "Rise in percentage points = actual − base; share of points = rise ÷ target rise"
        ),
        Phrase::GrowthPoints { lower: true } => say!(
            l,
            "下降的百分点 = 基数 − 完成值，得分率 = 下降的百分点 ÷ 目标百分点",
            "Fall in percentage points = base − actual; share of points = fall ÷ target fall"
        ),
        Phrase::BaseDelta { lower, base, step, plus, minus, whole } => rules::base_delta(
            l,
            &rules::Steps { lower: *lower, base: *base, step: *step, plus: *plus, minus: *minus, whole: *whole },
        ),
        Phrase::AtZero { ratio } => {
            let earned = rules::earned(l, *ratio);
            say!(l, "完成值为 0 时{earned}", "An actual value of zero earns {earned}")
        }
        Phrase::Deduct { per } => {
            let per = points(l, *per);
            say!(l, "每发生 1 次（件）扣 {per}，扣完为止", "Each occurrence takes {per}, down to zero")
        }
        Phrase::DeductMaximum { points: most } => {
            let most = points(l, *most);
            say!(l, "最多扣 {most}", "{most} taken at most")
        }
        Phrase::Stop { count } => {
            let count = plain(*count);
            say!(l, "发生 {count} 次（件）及以上不得分", "From {count} occurrences on nothing is earned")
        }
        Phrase::BonusPer { per } => {
            let per = points(l, *per);
            say!(l, "每有 1 项（次）得 {per}", "Each occurrence earns {per}")
        }
        Phrase::BonusMaximum { points: most } => {
            let most = points(l, *most);
            say!(l, "最多得 {most}", "{most} at most")
        }
        Phrase::YesNo { wanted: true } => {
            say!(l, "“是”得满分，“否”不得分", "“Yes” earns full points, “no” nothing")
        }
        Phrase::YesNo { wanted: false } => {
            say!(l, "“否”得满分，“是”不得分", "“No” earns full points, “yes” nothing")
        }
        Phrase::Range { low, high, below, above } => rules::range(l, *low, *high, *below, *above),
        Phrase::Rating { scale } => {
            let scale = plain(*scale);
            say!(l, "评分满分 {scale}，得分率 = 评分 ÷ {scale}", "Share of points = rating ÷ {scale}")
        }
        Phrase::MultiRater { groups } => rules::groups(l, groups),
        // More ballots than any group has.
        Phrase::Trim { minimum } if *minimum >= 1_000_000.0 => {
            say!(l, "不去掉最高分和最低分", "No ballot is dropped")
        }
        Phrase::Trim { minimum } => {
            let minimum = plain(*minimum);
            say!(
                l,
                "一组评分满 {minimum} 份的，去掉一个最高分和一个最低分",
                "In a group of {minimum} or more ballots the highest and the lowest are dropped"
            )
        }
        Phrase::MinimumRaters { count } => {
            let count = plain(*count);
            say!(l, "评分不足 {count} 份的按不适用处理", "With fewer than {count} ballots the indicator does not apply")
        }
        Phrase::Satisfaction { scores } => rules::satisfaction(l, scores),
        Phrase::MinimumAnswers { count } => {
            let count = plain(*count);
            say!(
                l,
                "有效答卷不足 {count} 份的按不适用处理",
                "With fewer than {count} valid answers the indicator does not apply"
            )
        }
        Phrase::OwnFormula => say!(l, "按自定义公式计分", "Scored by a formula of its own"),
        Phrase::AggregationSum => say!(l, "各期数值累计相加", "The periods are added up"),
        Phrase::AggregationAverage => say!(l, "取各期平均值", "The mean of the periods counts"),
        Phrase::AggregationLast => say!(l, "取最近一期的数值", "The latest period counts"),
        Phrase::AggregationMaximum => say!(l, "取各期最大值", "The highest period counts"),
        Phrase::AggregationMinimum => say!(l, "取各期最小值", "The lowest period counts"),

        // ---- names of steps ----
        Phrase::StepValue => say!(l, "完成值", "Actual"),
        Phrase::StepTarget => say!(l, "目标值", "Target"),
        Phrase::StepBase => say!(l, "基数", "Base value"),
        Phrase::StepPoints => say!(l, "分值", "Points"),
        Phrase::StepIntermediate { symbol } => {
            let symbol = cut(symbol);
            say!(l, "中间结果 {symbol}", "Intermediate {symbol}")
        }
        Phrase::StepRatio => say!(l, "得分率", "Share of points"),
        Phrase::StepWeight => say!(l, "权重", "Weight"),
        Phrase::StepFactor => say!(l, "系数", "Factor"),
        Phrase::StepEffective => say!(l, "实际分值", "Effective points"),
        Phrase::StepScore => say!(l, "得分", "Score"),
        Phrase::StepLive => say!(l, "适用的下级分值之和", "Weight of what applies"),
        Phrase::StepSum => say!(l, "合计", "Sum"),
        Phrase::StepMean => say!(l, "平均", "Mean"),
        Phrase::StepBonus => say!(l, "加分", "Bonus"),
        Phrase::StepDeduction => say!(l, "扣分", "Deduction"),
        Phrase::StepTotal => say!(l, "总分（未舍入）", "Total (unrounded)"),
        Phrase::StepPublished => say!(l, "公布分数", "Published score"),
        Phrase::StepGroupMean { group } => {
            let group = quoted(group);
            say!(l, "{group}组平均分", "Mean score of {group}")
        }
        Phrase::StepPeerMinimum => say!(l, "同类最低值", "Lowest among peers"),
        Phrase::StepPeerMaximum => say!(l, "同类最高值", "Highest among peers"),
        Phrase::StepPeerMean => say!(l, "同类平均值", "Mean of peers"),
        Phrase::StepPeerRank => say!(l, "同类名次", "Rank among peers"),
        Phrase::StepPeerCount => say!(l, "同类参评数", "Number of peers"),

        // ---- sentences about a result ----
        Phrase::ToNextGrade { grade, line, gap } => {
            let (grade, line, unit) = (quoted(grade), precise(*line), if is_one(*gap) { "point" } else { "points" });
            let gap = precise(*gap);
            say!(l, "距{grade}线 {line} 差 {gap} 分。", "{gap} {unit} short of {grade}, which starts at {line}.")
        }
        Phrase::RoundedOnce { total, published, digits } => {
            let (total, published) = (fixed(*total, (*digits).max(6)), fixed(*published, *digits));
            say!(
                l,
                "未四舍五入的总分是 {total}，只在总分上四舍五入一次，公布 {published}。",
                "The unrounded total is {total}. It is rounded only once, at the end, and published as {published}."
            )
        }
        Phrase::IfEachRounded { total, grade } => {
            let (total, grade) = (precise(*total), quoted(grade));
            say!(
                l,
                "若先把每项指标四舍五入再相加，总分会是 {total}（{grade}）；所以中间各步都不舍入。",
                "Rounding every indicator first would have given {total} ({grade}); \
                 that is why nothing is rounded on the way."
            )
        }
        Phrase::Vetoed { code, grade } => {
            let (code, grade) = (quoted(code), quoted(grade));
            say!(l, "因{code}一票否决，等次定为{grade}。", "Vetoed for {code}: the grade is {grade}.")
        }
        Phrase::WithoutVeto { published, grade, rank } => {
            let (published, grade) = (precise(*published), quoted(grade));
            match rank {
                Some(rank) => say!(
                    l,
                    "如无否决：公布分数 {published}，等次{grade}，第 {rank} 名。",
                    "Without the veto it would be {published}, {grade}, rank {rank}."
                ),
                None => say!(
                    l,
                    "如无否决：公布分数 {published}，等次{grade}。",
                    "Without the veto it would be {published}, {grade}."
                ),
            }
        }
        Phrase::BarredFromTop { code, grade } => {
            let (code, grade) = (quoted(code), quoted(grade));
            say!(
                l,
                "因{code}一票否优，不能评最高等次，定为{grade}。",
                "Barred from the top grade for {code}: the grade is {grade}."
            )
        }
        Phrase::BarredByStage { stage, grade } => {
            let (stage, grade) = (period(l, stage), quoted(grade));
            say!(
                l,
                "{stage}评为{grade}，本次不能评最高等次。",
                "Barred from the top grade, because {stage} was graded {grade}."
            )
        }
        Phrase::OutsideQuota { places, members, share } => {
            let share = percent(*share);
            say!(
                l,
                "最高等次名额 {places} 个（{members} 个参评对象的 {share}，不足 1 个的舍去），本对象未进入名额，定为次一等次。",
                "The top grade has room for {places} ({share} of {members}, rounded down). \
                 No place was left here, so the second grade applies."
            )
        }
        Phrase::TiedAtQuota { tied, places } => say!(
            l,
            "有 {tied} 个并列在名额边缘，名额 {places} 个，容纳不下，并列的都不进入。",
            "{tied} are tied at the edge of the quota of {places}, which cannot hold them all, so none of them gets in."
        ),
        Phrase::BonusCapped { sum, cap } => {
            let (sum, cap) = (plain(*sum), plain(*cap));
            say!(
                l,
                "加分合计 {sum} 分，封顶 {cap} 分，按 {cap} 分计。",
                "Bonuses add up to {sum}; {cap} is the limit, so {cap} count."
            )
        }
        Phrase::DeductionCapped { sum, cap } => {
            let (sum, cap) = (plain(*sum), plain(*cap));
            say!(
                l,
                "扣分合计 {sum} 分，最多扣 {cap} 分，按 {cap} 分计。",
                "Deductions add up to {sum}; {cap} is the limit, so {cap} count."
            )
        }
        Phrase::HeldToMaximum { sum, maximum } => {
            let (sum, maximum) = (precise(*sum), plain(*maximum));
            say!(
                l,
                "合计 {sum} 超过总分上限 {maximum}，按 {maximum} 计。",
                "The sum of {sum} is above the highest possible total, so {maximum} counts."
            )
        }
        Phrase::HeldToZero => say!(l, "扣分后低于 0，按 0 分计。", "Deductions went below zero, so zero counts."),
        Phrase::ExemptNotCounted { code, points } if is_zero(*points) => {
            let code = quoted(code);
            say!(l, "{code}在容错清单内，只列示，不计入。", "{code} is on the tolerance list: shown, but not counted.")
        }
        Phrase::ExemptNotCounted { code, points: spared } => {
            let (code, spared) = (quoted(code), points(l, *spared));
            say!(
                l,
                "{code}在容错清单内，{spared}免扣，只列示。",
                "{code} is on the tolerance list: its {spared} are shown, but not counted."
            )
        }
        Phrase::SameFactCountedOnce { code } => {
            let code = quoted(code);
            say!(
                l,
                "{code}与已计入的事项是同一事实，不重复计算。",
                "{code} is the same fact as another event and is not counted twice."
            )
        }
        Phrase::NotRanked => say!(l, "只评等次，不参加排名。", "Graded, but not ranked."),
        Phrase::NothingApplies => {
            say!(l, "没有一项指标适用，不计总分。", "No indicator applies, so there is no total.")
        }
        Phrase::Missing => say!(l, "缺报：有任务，但没有报送数据。", "Not reported: there is a duty, but no data."),
        Phrase::MissingTreatedAsNotApplicable => say!(
            l,
            "缺报：按本方案的规定，视同不适用。",
            "Not reported; under the rules of this document it is treated as not applicable."
        ),
        Phrase::NotApplicable => say!(
            l,
            "不适用：没有这项任务，或缺少计算的依据。",
            "Not applicable: there is no duty, or nothing to compute it from."
        ),
        Phrase::PointsReallocated { points } => {
            let points = amount(*points);
            say!(l, "原有的 {points} 分转给了其他指标。", "Its {points} points went to other indicators.")
        }
        Phrase::PointsReceived { declared, effective } => {
            let (declared, effective) = (amount(*declared), amount(*effective));
            say!(
                l,
                "因有指标不适用，这里的分值由 {declared} 调整为 {effective}。",
                "Because other indicators do not apply, {declared} points became {effective} here."
            )
        }
        Phrase::FilledWithPeerMean { ratio } => {
            let mean = fixed(*ratio * 100.0, 2);
            say!(l, "按同类平均得分率 {mean}% 计分。", "The mean share of its peers, {mean}%, is used instead.")
        }
        Phrase::CountedAsZero => say!(l, "按 0 分计。", "It counts as zero."),
        Phrase::Partial { reported, expected } => say!(
            l,
            "应报 {expected} 期，实报 {reported} 期，按已报的计算。",
            "{reported} of {expected} periods were reported; those are used."
        ),
        Phrase::InheritedFrom { subject } => {
            let subject = quoted(subject);
            say!(l, "数据取自上级{subject}。", "The data are those of {subject}, one level up.")
        }
        Phrase::FullMarks => say!(l, "得满分。", "Full points."),
        Phrase::Lost { points } => {
            let lost = amount(*points);
            say!(l, "此处失 {lost} 分。", "{lost} points were lost here.")
        }
        Phrase::EmptyRaterGroup { group } => {
            let group = quoted(group);
            say!(
                l,
                "{group}组没有收到评分，其余各组的权重按比例放大。",
                "No ballots came from {group}; the other groups' weights were scaled up."
            )
        }
        Phrase::TooFewAnswers { count, minimum } => say!(
            l,
            "有效份数 {count}，不足 {minimum}，按不适用处理。",
            "{count} were given and {minimum} are needed, so the indicator does not apply."
        ),
        Phrase::ComparedWith { peers } => {
            say!(l, "在同类 {peers} 个参评对象之间比较。", "Compared within its category, {peers} in all.")
        }
        Phrase::MeanOfStages { stages, share } => {
            let share = percent(*share);
            say!(
                l,
                "{stages} 个阶段总分（未舍入）的平均，占 {share}。",
                "The mean of {stages} unrounded stage totals counts {share}."
            )
        }
        Phrase::OwnShare { share } => {
            let share = percent(*share);
            say!(l, "年度指标得分，占 {share}。", "The annual indicators count {share}.")
        }

        // ---- labels ----
        Phrase::RaterGroup { group } => {
            let group = cut(group);
            say!(l, "评分组：{group}", "Rater group: {group}")
        }
        Phrase::AnswerLevel { level } => capitalised(&answer(l, usize::from(*level))),
        Phrase::OwnTarget => say!(l, "单独下达的目标值", "Own target"),
    }
}

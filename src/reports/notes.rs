//! 说明: what the workbook is, by which policies it was computed, and how it is read.

use super::page::Page;
use super::results::{Told, joined};
use crate::i18n::{self, reporting};
use crate::model::{
    Flag, Logged, MissingPolicy, NotApplicablePolicy, RankGroup, RoundingMode, RoundingPlace, Standing,
};
use crate::sheets::{Face, Sheet};

/// The sheet. `left_out`: sheets that would be too long, each with its limit.
pub(super) fn sheet(told: &Told, left_out: &[(&str, usize)]) -> Sheet {
    let (document, words, language) = (told.document(), told.words, told.language);
    let mut page = Page::new(words.notes);
    page.across(&reporting::results_title(language, &document.title), Face::Title, 2);
    let mut say = |head: &str, text: &str| {
        if !text.is_empty() {
            page.line().text(head, Face::Head).word(text);
        }
    };
    say(words.document, &document.title);
    say(words.about, &document.note);
    say(words.period, &i18n::sayings::capital(&told.window()));
    say(words.scheme, told.scheme());
    say(words.made, &told.spec.moment);
    say(words.program, &told.spec.program);
    say(words.digest, document.finalised().map_or(words.not_final, |(_, digest)| digest));
    let log: Vec<String> = document
        .log
        .iter()
        .map(|entry| {
            let reason = match &entry.what {
                Logged::Finalised { .. } => None,
                Logged::Reopened { reason } => Some(reason.as_str()),
            };
            reporting::logged(language, &moment(entry.at), &entry.by, reason)
        })
        .collect();
    say(words.log, &log.join("\n"));

    let policies = &document.policies;
    say(
        words.missing_policy,
        match policies.missing {
            MissingPolicy::Zero => words.missing_zero,
            MissingPolicy::NotApplicable => words.missing_na,
        },
    );
    say(
        words.not_applicable_policy,
        match policies.not_applicable {
            NotApplicablePolicy::Hierarchical => words.na_hierarchical,
            NotApplicablePolicy::ScaleUp => words.na_scale_up,
            NotApplicablePolicy::EqualSplit => words.na_equal,
            NotApplicablePolicy::PeerMean => words.na_peer_mean,
            NotApplicablePolicy::Zero => words.na_zero,
        },
    );
    let rounding = match (policies.rounding.place, policies.rounding.mode) {
        (RoundingPlace::Total, RoundingMode::HalfUp) => words.round_total,
        (RoundingPlace::Total, RoundingMode::HalfEven) => words.round_total_even,
        (RoundingPlace::EachIndicator, RoundingMode::HalfUp) => words.round_each,
        (RoundingPlace::EachIndicator, RoundingMode::HalfEven) => words.round_each_even,
    };
    say(words.rounding, &reporting::digits(language, policies.rounding.digits, rounding));
    let mut ranked = vec![match &document.rank_group {
        RankGroup::All => words.ranked_all.to_owned(),
        RankGroup::Category => words.ranked_category.to_owned(),
        RankGroup::Attribute(key) => reporting::ranked_by(language, key),
    }];
    if document.subjects.iter().any(|s| s.standing == Standing::Separate) {
        ranked.push(words.separate.to_owned());
    }
    say(words.ranking, &joined(language, &ranked));
    let grading = told.assessment.grading(document, &told.assessment.plan().last);
    let bands = &grading.scale.bands;
    let top = bands.first().map_or("", |band| &band.name);
    let quota = grading.quota.map(|share| reporting::quota(language, top, share));
    say(words.quota, quota.as_deref().unwrap_or(words.no_quota));
    let caps = &grading.caps;
    say(words.caps, &reporting::caps(language, caps.bonus, caps.deduction, caps.total));
    let bands: Vec<String> =
        bands.iter().map(|band| reporting::grade_from(language, &band.name, band.minimum)).collect();
    say(words.grades, &joined(language, &bands));
    for (sheet, most) in left_out {
        say(words.left_out, &reporting::too_long(language, sheet, *most));
    }
    say(words.reading, words.reading_text);
    let flags = [
        (Flag::Missing, words.flag_missing),
        (Flag::NotApplicable, words.flag_not_applicable),
        (Flag::Partial, words.flag_partial),
        (Flag::Quota, words.flag_quota),
        (Flag::Bar("…".to_owned()), words.flag_bar),
        (Flag::Veto("…".to_owned()), words.flag_veto),
        (Flag::Exempt("…".to_owned()), words.flag_exempt),
        (Flag::BonusCapped, words.flag_capped),
        (Flag::DeductionCapped, words.flag_capped),
    ];
    for (k, (flag, text)) in flags.iter().enumerate() {
        let head = if k == 0 { words.flags } else { " " };
        say(head, &reporting::labelled(language, &i18n::flag(language, flag), text));
    }
    let layout = page.layout();
    layout.landscape = true;
    let mut sheet = page.finish(&told.footer());
    sheet.layout.widths = vec![24.0, 100.0];
    sheet
}

/// `2026-09-01 03:12 UTC` of milliseconds since 1970: the reader's time zone is not known here.
pub fn moment(at: u64) -> String {
    let minutes = at / 60_000;
    let (days, minute) = (minutes / 1440, minutes % 1440);
    // Days are counted from 1 March of year 0, so that a leap day ends its year.
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02} UTC", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments_are_those_of_the_calendar() {
        // As `date -u -d @…` has them.
        for (at, said) in [
            (0, "1970-01-01 00:00 UTC"),
            (951_782_400_000, "2000-02-29 00:00 UTC"),
            (1_767_225_599_999, "2025-12-31 23:59 UTC"),
            (1_772_323_200_000, "2026-03-01 00:00 UTC"),
        ] {
            assert_eq!(moment(at), said);
        }
    }
}

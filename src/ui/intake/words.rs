//! What the page of tables calls sheets, rows, columns and cells.

use crate::i18n::Language;
use crate::i18n::names::period;
use crate::i18n::words_intake::{IntakeWords, intake_words, level, role_of, sure, weight};
use crate::intake::{Kind, Role, RowFound, SheetFound};
use crate::standards::Doubt;
use crate::worker::protocol::DocumentView;

/// What a sheet is.
pub fn kind(w: &IntakeWords, kind: Kind) -> &'static str {
    match kind {
        Kind::Unknown => w.kind_unknown,
        Kind::Indicators => w.kind_indicators,
        Kind::Values => w.kind_values,
        Kind::LongValues => w.kind_long,
        Kind::Collection => w.kind_collection,
        Kind::Ballots => w.kind_ballots,
        Kind::Events => w.kind_events,
        Kind::Subjects => w.kind_subjects,
        Kind::Own => w.kind_own,
    }
}

/// What is counted of a kind.
pub fn counted(w: &IntakeWords, kind: Kind) -> &'static str {
    match kind {
        Kind::Indicators => w.of_indicators,
        Kind::Values | Kind::LongValues | Kind::Collection => w.of_values,
        Kind::Ballots => w.of_ballots,
        Kind::Events => w.of_events,
        Kind::Subjects => w.of_subjects,
        Kind::Own | Kind::Unknown => w.of_other,
    }
}

/// What a row is; none: content, which needs no word.
pub fn row(w: &IntakeWords, row: RowFound) -> Option<&'static str> {
    Some(match row {
        RowFound::Data => return None,
        RowFound::Title => w.row_title,
        RowFound::Head => w.row_head,
        RowFound::Total => w.row_total,
        RowFound::Note => w.row_note,
        RowFound::Empty => w.row_empty,
        RowFound::Hidden => w.row_hidden,
        RowFound::HeadAgain => w.row_head_again,
    })
}

/// A row's kind for the sheet of styles.
pub fn row_class(row: RowFound) -> &'static str {
    match row {
        RowFound::Data => "data",
        RowFound::Head | RowFound::HeadAgain => "head",
        _ => "out",
    }
}

/// What a column means. `document` knows the names of its indicators.
pub fn role(language: Language, role: &Role, document: Option<&DocumentView>) -> String {
    let w = intake_words(language);
    let word = match role {
        Role::Nothing => w.nothing,
        Role::Number => w.role_number,
        Role::Level(number) => return level(language, *number),
        Role::Weight(number) => return weight(language, *number),
        Role::Indicator => w.role_indicator,
        Role::IndicatorCode => w.role_indicator_code,
        Role::Points(category) => return role_of(w.role_points, category),
        Role::Target => w.role_target,
        Role::Unit => w.role_unit,
        Role::Method => w.role_method,
        Role::Standard => w.role_standard,
        Role::Definition => w.role_definition,
        Role::Source => w.role_source,
        Role::Owner => w.role_owner,
        Role::Cycle => w.role_cycle,
        Role::Direction => w.role_direction,
        Role::Base => w.role_base,
        Role::Subject => w.role_subject,
        Role::SubjectCode => w.role_subject_code,
        Role::Category => w.role_category,
        Role::Standing => w.role_standing,
        Role::Attribute(_) => w.role_attribute,
        Role::Period => w.role_period,
        Role::Value { indicator, period: when } => {
            return valued(language, w.role_value, indicator, when.map(|when| when.to_string()), document);
        }
        Role::OwnTarget { indicator, period: when } => {
            return valued(language, w.role_own_target, indicator, when.map(|when| when.to_string()), document);
        }
        Role::RaterGroup => w.role_rater_group,
        Role::Rater => w.role_rater,
        Role::Score => w.role_score,
        Role::EventKind => w.role_event_kind,
        Role::Reason => w.role_reason,
        Role::Date => w.role_date,
        Role::Remark => w.role_remark,
    };
    word.to_owned()
}

fn valued(
    language: Language,
    word: &str,
    indicator: &str,
    when: Option<String>,
    document: Option<&DocumentView>,
) -> String {
    let node = document.and_then(|document| document.tree.iter().find(|node| node.id == indicator));
    let name = node.map_or(indicator, |node| node.name.as_str());
    let when = when.map(|when| period(language, &when)).unwrap_or_default();
    role_of(&role_of(word, name), &when)
}

/// What a column of such a sheet can be chosen to mean.
pub fn roles(sheet: &SheetFound, document: Option<&DocumentView>) -> Vec<Role> {
    let value = |id: &str| Role::Value { indicator: id.to_owned(), period: None };
    let subject = [Role::Subject, Role::SubjectCode];
    let mut all = vec![Role::Nothing, Role::Number];
    match sheet.kind {
        Kind::Indicators => {
            all.extend((1..=4).map(Role::Level));
            all.extend([Role::Indicator, Role::IndicatorCode, Role::Points(String::new())]);
            all.extend((1..=3).map(Role::Weight));
            all.extend([Role::Target, Role::Unit, Role::Method, Role::Standard, Role::Definition, Role::Source]);
            all.extend([Role::Owner, Role::Cycle, Role::Direction, Role::Base, Role::Category]);
        }
        Kind::Values => {
            all.extend(subject);
            all.extend([Role::Category, Role::Standing, Role::Period]);
            let indicators = document.map(|d| d.tree.iter().filter(|node| node.is_indicator)).into_iter().flatten();
            let indicators: Vec<Role> = indicators.map(|node| value(&node.id)).collect();
            // A list of every indicator in every column can be longer than a browser draws at once.
            if indicators.len() * sheet.columns.len() <= 6_000 {
                all.extend(indicators);
            }
        }
        Kind::LongValues => {
            all.extend(subject);
            all.extend([Role::Indicator, Role::IndicatorCode, Role::Unit, Role::Period, value("")]);
        }
        Kind::Collection => all.extend([Role::Indicator, Role::IndicatorCode, Role::Unit, Role::Period, value("")]),
        Kind::Ballots => {
            all.extend(subject);
            all.extend([Role::Indicator, Role::IndicatorCode, Role::RaterGroup, Role::Rater, Role::Score]);
            all.extend([Role::Period, Role::Date]);
        }
        Kind::Events => {
            all.extend(subject);
            all.extend([
                Role::EventKind,
                Role::Score,
                Role::Reason,
                Role::Indicator,
                Role::Source,
                Role::Period,
                Role::Date,
            ]);
        }
        Kind::Subjects => {
            all.extend(subject);
            all.extend([Role::Category, Role::Standing]);
        }
        Kind::Own | Kind::Unknown => {}
    }
    all.push(Role::Remark);
    all
}

/// How sure a guess is, as a mark and a word.
pub fn certainty(w: &IntakeWords, percent: u8) -> (&'static str, &'static str, String) {
    match percent {
        100.. => ("chosen", "●", w.sure_chosen.to_owned()),
        80..100 => ("high", "✓", sure(w.sure_high, percent)),
        50..80 => ("middle", "◐", sure(w.sure_middle, percent)),
        _ => ("low", "?", sure(w.sure_low, percent)),
    }
}

/// What was assumed of a sentence.
pub fn doubt(w: &IntakeWords, doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::PointsOrPercent => w.doubt_points,
        Doubt::Boundary => w.doubt_boundary,
        Doubt::WholeSteps => w.doubt_steps,
        Doubt::Floor => w.doubt_floor,
        Doubt::OtherPoints => w.doubt_points_differ,
    }
}

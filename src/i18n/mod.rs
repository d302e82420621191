//! Words: everything the product says, in Chinese and in English.
//!
//! Knows the two languages, how people write numbers, periods and places, and which sentence belongs to which
//! phrase, problem and flag. Must never know how a number came about, which page shows a sentence, or in which
//! language the reader's browser runs: keys and arguments come in, text goes out.
//!
//! Both wordings of a sentence stand side by side in one arm of one `match`, and no `match` has a wildcard: a
//! phrase or problem that lacks words in either language does not compile.

use serde::{Deserialize, Serialize};

/// Writes a sentence in the wanted language: Chinese first, English second, arguments named in both.
macro_rules! say {
    ($language:expr, $chinese:literal, $english:literal $(,)?) => {
        match $language {
            $crate::i18n::Language::Chinese => format!($chinese),
            $crate::i18n::Language::English => format!($english),
        }
    };
}

pub mod numbers;
pub mod names;
mod rules;
pub mod phrases;
pub mod flags;
pub mod places;
mod reasons;
mod file_words;
mod problem_words;
pub mod problems;
mod strings;
pub mod words;
pub mod words_editing;
pub mod words_sheet;
pub mod words_comparing;
pub mod words_keeping;
pub mod words_intake;
pub mod words_paper;
pub mod words_reports;
pub mod reporting;
pub mod keeping;
pub mod sayings;
pub mod comparison;
pub mod paper;
pub mod sayings_editing;
pub mod changes;
mod unreadable;
mod intake_doubts;
pub mod intake;
mod intake_periods;

#[cfg(test)]
mod tests;

pub use changes::change;
pub use flags::{flag, status};
pub use numbers::{fixed, percent, plain};
pub use phrases::{phrase, rule};
pub use problems::{Message, line, problem};

/// The language of everything that is said. Names that the document itself carries stay as they were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// 简体中文.
    #[default]
    #[serde(rename = "zh-Hans")]
    Chinese,
    /// British English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both, in the order in which they are offered.
    pub const ALL: [Language; 2] = [Language::Chinese, Language::English];

    /// The BCP 47 tag, as the page's `lang` attribute and a saved preference carry it.
    pub fn code(self) -> &'static str {
        match self {
            Language::Chinese => "zh-Hans",
            Language::English => "en",
        }
    }

    /// The language that a BCP 47 tag asks for; none: neither of ours. Every written Chinese gets simplified
    /// characters, because its readers can read those more easily than English.
    pub fn from_code(code: &str) -> Option<Language> {
        let primary = code.trim().split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| {
            let own = language.code().split('-').next().unwrap_or_default();
            own.eq_ignore_ascii_case(primary)
        })
    }
}

#[cfg(test)]
mod language_tests {
    use super::Language;

    #[test]
    fn a_language_is_found_by_its_own_code_and_by_its_relatives() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        for code in ["zh", "zh-CN", "zh_TW", "ZH-hans-cn"] {
            assert_eq!(Language::from_code(code), Some(Language::Chinese), "{code}");
        }
        assert_eq!(Language::from_code("en-GB"), Some(Language::English));
    }

    #[test]
    fn a_language_we_do_not_speak_is_not_guessed() {
        for code in ["", "fr", "zhx", "e"] {
            assert_eq!(Language::from_code(code), None, "{code}");
        }
    }

    #[test]
    fn chinese_is_the_default_and_a_saved_preference_reads_as_its_code() {
        assert_eq!(Language::default(), Language::Chinese);
        let saved = serde_json::to_string(&Language::ALL).expect("plain data");
        assert_eq!(saved, r#"["zh-Hans","en"]"#);
        assert_eq!(serde_json::from_str::<Vec<Language>>(&saved).expect("own text"), Language::ALL);
    }
}

//! How fixed strings are written down: both wordings side by side, so that a string that lacks one does not compile.

/// `strings! { Words, words; name: "中文", "English"; … }` makes the struct `Words` and the function `words(language)`.
macro_rules! strings {
    ($words:ident, $function:ident; $($name:ident: $chinese:literal, $english:literal;)*) => {
        /// Fixed strings.
        pub struct $words {
            $(pub $name: &'static str,)*
        }

        /// The strings in a language.
        pub fn $function(language: $crate::i18n::Language) -> &'static $words {
            static CHINESE: $words = $words { $($name: $chinese,)* };
            static ENGLISH: $words = $words { $($name: $english,)* };
            match language {
                $crate::i18n::Language::Chinese => &CHINESE,
                $crate::i18n::Language::English => &ENGLISH,
            }
        }
    };
}

pub(super) use strings;

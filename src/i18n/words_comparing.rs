//! The words of comparing.

use super::strings::strings;

strings! {
    ComparingWords, comparing_words;
    title: "比较", "Compare";
}

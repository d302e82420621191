//! The words of editing: values, events, subjects, settings, what-if.

use super::strings::strings;

strings! {
    EditingWords, editing_words;
    title: "数据", "Data";
    settings: "分类与等次", "Categories and grades";
}

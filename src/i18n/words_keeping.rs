//! The words of keeping: documents, save state, versions, this browser.

use super::strings::strings;

strings! {
    KeepingWords, keeping_words;
    title: "版本与定稿", "Versions";
    about: "关于与运行环境", "About this browser";
}

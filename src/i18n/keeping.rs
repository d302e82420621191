//! What is said about keeping, with numbers and names in it: why something is not saved, what a page must be told,
//! what became of an errand.

use super::Language;
use super::names::cut;
use super::words_keeping::{KeepingWords, keeping_words};
use crate::store::record::Kind;
use crate::store::shelf::Refusal;
use crate::store::{Fault, Notice, SaveState, Why};

// ---- the save state ----

/// The state in a few words; `clock` says a time of this computer.
pub fn save_state(language: Language, state: &SaveState, clock: impl Fn(u64) -> String) -> String {
    let w = keeping_words(language);
    match state {
        SaveState::Saved { at } => {
            let at = clock(*at);
            say!(language, "已保存 {at}", "Saved {at}")
        }
        SaveState::Saving => w.saving.to_owned(),
        SaveState::Unsaved { fault } => {
            let fault = fault_short(language, fault);
            say!(language, "未保存：{fault}", "Not saved: {fault}")
        }
        SaveState::MemoryOnly => w.memory_only.to_owned(),
        SaveState::ReadOnly { why } => {
            let why = why_short(language, *why);
            say!(language, "只读：{why}", "Read only: {why}")
        }
    }
}

/// Why something could not be written, in a few words.
pub fn fault_short(language: Language, fault: &Fault) -> String {
    match fault {
        Fault::Full => say!(language, "浏览器空间已满", "the browser is out of space"),
        Fault::Fenced => say!(language, "另一个窗口正在写", "another window is writing"),
        Fault::Gone => say!(language, "浏览器清除或关闭了存储", "the browser cleared or closed its storage"),
        Fault::Newer => say!(language, "数据由更新版本的明衡保存", "the data are from a newer version"),
        Fault::Unavailable(_) => say!(language, "浏览器不让保存", "the browser does not allow keeping anything"),
        Fault::Failed(_) => say!(language, "浏览器没有写成", "the browser could not write it"),
    }
}

/// Why something could not be written, and what to do.
pub fn fault(language: Language, fault: &Fault) -> String {
    match fault {
        Fault::Full => say!(
            language,
            "浏览器空间已满。内容还在这一页里，请立即导出文件；然后清理浏览器数据或磁盘，空间一够就会自动保存。",
            "The browser is out of space. Your work is still on this page: save it as a file now, then free some space. Saving goes on by itself once there is room."
        ),
        Fault::Fenced => say!(
            language,
            "另一个窗口正在写这份文档，所以这里没有写。请到那个窗口继续，或在这里接管编辑。",
            "Another window is writing this document, so nothing was written here. Go on there, or take over here."
        ),
        Fault::Gone => say!(
            language,
            "浏览器清除或关闭了它的存储。内容还在这一页里，正在重新保存；请先不要关闭网页，最好导出一份文件。",
            "The browser cleared or closed its storage. Your work is still on this page and is being saved again; keep the page open, and save a file to be sure."
        ),
        Fault::Newer => say!(
            language,
            "这里的数据由更新版本的明衡保存，为了不写坏，没有写入。请重新加载得到新版本；改动请先导出文件。",
            "The data here are from a newer version of Mingheng, so nothing was written. Save your changes as a file, then reload to get the newer version."
        ),
        Fault::Unavailable(said) => {
            let said = cut(said);
            say!(
                language,
                "这个浏览器窗口不让网页保存数据（可能是无痕窗口，或设置里禁止了）。改动只在内存里，关闭网页就没有了：请导出文件，或换普通窗口打开。浏览器的说法：{said}",
                "This browser window lets pages keep nothing, perhaps because it is private or its settings forbid it. Changes stay in memory until the page is closed: save a file, or use an ordinary window. The browser says: {said}"
            )
        }
        Fault::Failed(said) => {
            let said = cut(said);
            say!(
                language,
                "浏览器没有写成。内容还在这一页里，会自动再试；一直不成，请导出文件。浏览器的说法：{said}",
                "The browser could not write it. Your work is still on this page and saving is tried again; if it goes on failing, save a file. The browser says: {said}"
            )
        }
    }
}

/// Why nothing is written, in a few words.
pub fn why_short(language: Language, why: Why) -> String {
    match why {
        Why::Loading => say!(language, "正在打开", "opening"),
        Why::OtherPage => say!(language, "另一个窗口正在编辑", "being edited in another window"),
        Why::TakenOver => say!(language, "已被另一个窗口接管", "taken over by another window"),
        Why::NewerProgram => say!(language, "更新版本的明衡正在用", "a newer version is in use"),
        Why::Unreadable => say!(language, "内容读不出来", "it cannot be read"),
        Why::Cleared => say!(language, "本机数据已被清除", "this computer was cleared"),
        Why::Closed => say!(language, "已关闭", "closed"),
    }
}

/// Why nothing is written, and what to do.
pub fn why(language: Language, why: Why) -> String {
    match why {
        Why::Loading => say!(language, "文档正在打开，请稍候。", "The document is being opened. Please wait."),
        Why::OtherPage => say!(
            language,
            "这份文档正在另一个窗口里编辑，这里只读，看到的是那边最后保存的内容。要在这里改，请接管编辑；那边会变成只读。",
            "This document is being edited in another window. It is read-only here and shows what was last saved there. To change it here, take over; the other window then becomes read-only."
        ),
        Why::TakenOver => say!(
            language,
            "另一个窗口接管了编辑，这里变成只读。屏幕上的内容没有变；要回到这里改，请再接管。",
            "Another window has taken over, so this one is read-only. What you see has not changed; to go on here, take it back."
        ),
        Why::NewerProgram => say!(
            language,
            "更新版本的明衡正在用这些数据，这一页不再写入。请重新加载；有没保存的改动，请先导出文件。",
            "A newer version of Mingheng uses these data, so this page writes no more. Save unsaved changes as a file, then reload."
        ),
        Why::Unreadable => say!(
            language,
            "这份文档的内容读不出来，没有改动。请下载原始数据，交给能帮助恢复的人。",
            "This document cannot be read and was left as it is. Download the raw data for whoever can help to recover it."
        ),
        Why::Cleared => say!(
            language,
            "有人在另一个窗口清除了本机数据，这份文档只剩这一页上的内容。还需要，请导出文件。",
            "Somebody cleared this computer in another window. This page holds the last copy of the document: save it as a file if you need it."
        ),
        Why::Closed => say!(
            language,
            "文档已关闭。要继续，请从列表里打开。",
            "The document is closed. Open it from the list to go on."
        ),
    }
}

/// What the reader is told once.
pub fn notice(language: Language, notice: &Notice) -> String {
    let w = keeping_words(language);
    match notice {
        Notice::Harmed { after, lost: 0, .. } => say!(
            language,
            "保存的数据有一处损坏，已用另一份恢复到第 {after} 步，没有丢失改动。原数据已另存，可下载。",
            "Something in the saved data was damaged. The document was restored from another copy up to step {after}; no change is missing. The original data were set aside and can be downloaded."
        ),
        Notice::Harmed { after, lost, .. } => {
            let steps = steps(*lost);
            say!(
                language,
                "第 {after} 步之后的 {lost} 步未能恢复，原数据已另存，可下载。请核对最近的改动。",
                "After step {after}, {steps} could not be restored. The original data were set aside and can be downloaded. Please check your latest changes."
            )
        }
        Notice::SavingAgain => w.saving_again.to_owned(),
        Notice::NotSaved { edits } => {
            let changes = changes(*edits);
            say!(
                language,
                "有 {edits} 处改动只在这一页上，没有保存。请立即导出文件。",
                "{changes} on this page and nowhere else. Save it as a file now."
            )
        }
        Notice::OtherPageSaved { .. } => w.other_saved.to_owned(),
        Notice::OtherPageLetGo => w.other_let_go.to_owned(),
        Notice::NewerProgram => w.newer_program.to_owned(),
        Notice::BackupFailed { fault: why } => {
            let why = fault(language, why);
            say!(
                language,
                "存档点没有建成，也没有恢复任何版本。{why}",
                "The version was not kept, and nothing was restored. {why}"
            )
        }
    }
}

fn steps(count: u64) -> String {
    if count == 1 { "1 step".to_owned() } else { format!("{count} steps") }
}

fn changes(count: u64) -> String {
    if count == 1 { "1 change is".to_owned() } else { format!("{count} changes are") }
}

/// Why a document of the list was left as it is.
pub fn refusal(language: Language, refusal: &Refusal) -> String {
    match refusal {
        Refusal::InUse { .. } => say!(
            language,
            "没有改动：这份文档正在另一个窗口里编辑。请先在那边关闭它。",
            "Nothing was changed: this document is being edited in another window. Close it there first."
        ),
        Refusal::PerhapsInUse { ms } => {
            let seconds = ms.div_ceil(1_000);
            say!(
                language,
                "没有改动：这份文档可能还在另一个窗口里编辑。请过 {seconds} 秒再试。",
                "Nothing was changed: this document may still be open in another window. Try again in {seconds} s."
            )
        }
        Refusal::Newer => say!(
            language,
            "没有改动：这份文档由更新版本的明衡保存。请升级后再试。",
            "Nothing was changed: a newer version of Mingheng saved this document. Update first."
        ),
        Refusal::NotThere => say!(
            language,
            "没有改动：这份文档不在这里了，或内容读不出来。请刷新列表，或下载原始数据。",
            "Nothing was changed: this document is no longer here, or cannot be read. Look at the list again, or download the raw data."
        ),
        Refusal::Taken => say!(
            language,
            "没有改动：已经有同样编号的文档。请再试一次。",
            "Nothing was changed: there is one with this id already. Please try again."
        ),
        Refusal::Final => say!(
            language,
            "没有改名：文档已定稿。请打开它，先解除定稿。",
            "Not renamed: the document is final. Open it and reopen it for changes first."
        ),
        Refusal::Fault(why) => fault(language, why),
    }
}

// ---- counts and names ----

/// `自上次导出已修改 26 处`.
pub fn reminder(language: Language, edits: u64, ever: bool) -> String {
    let changes = if edits == 1 { "1 change".to_owned() } else { format!("{edits} changes") };
    if ever {
        say!(language, "自上次导出已修改 {edits} 处", "{changes} since the last file")
    } else {
        say!(language, "已修改 {edits} 处，还没有导出过", "{changes}, never saved as a file")
    }
}

/// Whether it is time for a reminder: from twenty changes on, or any that are more than a day old.
pub fn is_reminder_due(edits: u64, since: u64, now: u64) -> bool {
    const DAY: u64 = 24 * 60 * 60 * 1000;
    edits >= 20 || edits > 0 && now.saturating_sub(since) >= DAY
}

/// What the marker remembers of documents that are gone.
pub fn lost(language: Language, documents: u32, saved_at: &str) -> String {
    let them = if documents == 1 { "1 document was".to_owned() } else { format!("{documents} documents were") };
    say!(
        language,
        "本机曾有 {documents} 份文档（最后保存 {saved_at}），浏览器已清除，请从文件恢复。",
        "{them} kept here (last saved {saved_at}). The browser has cleared them; please open your files instead."
    )
}

/// A size in the units people know.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// What a version is.
pub fn kind(language: Language, kind: Kind) -> &'static str {
    let w: &KeepingWords = keeping_words(language);
    match kind {
        Kind::Saved => w.kind_saved,
        Kind::Automatic => w.kind_automatic,
        Kind::BeforeRestore => w.kind_before_restore,
        Kind::BeforeMigration => w.kind_before_migration,
        Kind::BeforeImport => w.kind_before_import,
        Kind::Named => w.kind_named,
        Kind::Other => w.kind_other,
    }
}

/// The proposed title of a copy.
pub fn copy_of(language: Language, title: &str) -> String {
    say!(language, "{title}（副本）", "{title} (copy)")
}

/// What became of something with a title.
pub fn deleted(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "“{title}”已放入回收站，保留 30 天", "“{title}” is in the bin for 30 days")
}

/// It is back in the list.
pub fn put_back(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "“{title}”已放回", "“{title}” was put back")
}

/// A copy stands in the list.
pub fn copied(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "已另存副本：{title}", "Copied: {title}")
}

/// It has a new title.
pub fn renamed(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "已改名为“{title}”", "Renamed to “{title}”")
}

/// A checkpoint was made.
pub fn checkpoint_made(language: Language, name: &str) -> String {
    let name = cut(name);
    say!(language, "已建存档点“{name}”", "Checkpoint “{name}” made")
}

/// An indicator set is in the library.
pub fn set_kept(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(language, "指标体系“{title}”已存入库", "The indicator set “{title}” is in the library")
}

/// The only thing that is asked before it is done.
pub fn delete_lead(language: Language, title: &str) -> String {
    let title = cut(title);
    say!(
        language,
        "“{title}”连同它的存档点和备份都会删除，不能恢复。",
        "“{title}” goes with all its checkpoints and backups. This cannot be undone."
    )
}

/// An action on one line, for those who hear it without the line.
pub fn on(language: Language, action: &str, title: &str) -> String {
    let title = cut(title);
    say!(language, "{action}：{title}", "{action}: {title}")
}

/// How much is in the bin.
pub fn in_the_bin(language: Language, count: usize) -> String {
    say!(language, "回收站（{count}）", "Bin ({count})")
}

/// `定稿 · 2026-11-21 · 0123456789ab`, for the seal.
pub fn seal(language: Language, day: &str, digest: &str) -> String {
    let digest = first_digits(digest);
    say!(language, "定稿 · {day} · {digest}", "Final · {day} · {digest}")
}

/// The digits of a digest that a person compares.
pub fn first_digits(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

/// Who, when something was logged.
pub fn by(language: Language, who: &str) -> String {
    say!(language, "经办人：{who}", "By {who}")
}

/// Why it was reopened.
pub fn reason(language: Language, reason: &str) -> String {
    say!(language, "理由：{reason}", "Reason: {reason}")
}

/// The head of a list of differences.
pub fn differences(language: Language, count: usize) -> String {
    let differences = if count == 1 { "1 difference".to_owned() } else { format!("{count} differences") };
    say!(language, "那个版本之后有 {count} 处不同", "{differences} since that version")
}

/// Subjects in a list that was typed.
pub fn subjects_typed(language: Language, count: usize) -> String {
    let subjects = if count == 1 { "1 subject".to_owned() } else { format!("{count} subjects") };
    say!(language, "共 {count} 个考核对象", "{subjects}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Harm;

    fn faults() -> Vec<Fault> {
        let said = || "AbortError: x".to_owned();
        vec![Fault::Full, Fault::Fenced, Fault::Gone, Fault::Newer, Fault::Unavailable(said()), Fault::Failed(said())]
    }

    const WHYS: [Why; 7] =
        [Why::Loading, Why::OtherPage, Why::TakenOver, Why::NewerProgram, Why::Unreadable, Why::Cleared, Why::Closed];

    fn notices() -> Vec<Notice> {
        let mut all = vec![
            Notice::Harmed { after: 12, lost: 3, harm: Harm::default() },
            Notice::Harmed { after: 12, lost: 0, harm: Harm::default() },
            Notice::SavingAgain,
            Notice::NotSaved { edits: 1 },
            Notice::OtherPageSaved { seq: 4 },
            Notice::OtherPageLetGo,
            Notice::NewerProgram,
        ];
        all.extend(faults().into_iter().map(|fault| Notice::BackupFailed { fault }));
        all
    }

    fn refusals() -> Vec<Refusal> {
        let mut all = vec![
            Refusal::InUse { writer: "w".into() },
            Refusal::PerhapsInUse { ms: 4_001 },
            Refusal::Newer,
            Refusal::NotThere,
            Refusal::Taken,
            Refusal::Final,
        ];
        all.extend(faults().into_iter().map(Refusal::Fault));
        all
    }

    fn said(language: Language) -> Vec<String> {
        let mut all: Vec<String> = faults().iter().map(|it| fault(language, it)).collect();
        all.extend(WHYS.iter().map(|it| why(language, *it)));
        all.extend(notices().iter().map(|it| notice(language, it)));
        all.extend(refusals().iter().map(|it| refusal(language, it)));
        all
    }

    #[test]
    fn every_trouble_is_said_in_both_languages_and_ends_as_a_sentence_that_says_what_to_do() {
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for text in said(Language::Chinese) {
            assert!(chinese(&text) && text.chars().count() > 8, "{text}");
            for forbidden in ["非法", "异常", "未知错误"] {
                assert!(!text.contains(forbidden), "{text}");
            }
        }
        for text in said(Language::English) {
            assert!(!chinese(&text) && text.split_whitespace().count() > 3, "{text}");
            for forbidden in ["invalid", "error occurred", "unknown"] {
                assert!(!text.to_lowercase().contains(forbidden), "{text}");
            }
        }
    }

    #[test]
    fn no_two_troubles_sound_the_same() {
        for language in Language::ALL {
            let short: Vec<String> = faults().iter().map(|it| fault_short(language, it)).collect();
            let shorter: Vec<String> = WHYS.iter().map(|it| why_short(language, *it)).collect();
            let all = [short, shorter, said(language)].concat();
            let different: std::collections::BTreeSet<&String> = all.iter().collect();
            // Refusal::Fault says what the fault says.
            assert_eq!(different.len(), all.len() - faults().len());
        }
    }

    #[test]
    fn f04_saved_is_said_with_its_time_and_not_saved_with_its_reason() {
        let clock = |_| "14:03:22".to_owned();
        let state = |state: SaveState| save_state(Language::Chinese, &state, clock);
        assert_eq!(state(SaveState::Saved { at: 1 }), "已保存 14:03:22");
        assert_eq!(state(SaveState::Unsaved { fault: Fault::Full }), "未保存：浏览器空间已满");
        assert_eq!(state(SaveState::ReadOnly { why: Why::OtherPage }), "只读：另一个窗口正在编辑");
        assert_eq!(state(SaveState::MemoryOnly), "仅内存：关闭网页即丢失");
    }

    #[test]
    fn r11_what_was_lost_is_said_with_both_numbers() {
        let text = notice(Language::Chinese, &notices()[0]);
        assert!(text.starts_with("第 12 步之后的 3 步未能恢复，原数据已另存，可下载"), "{text}");
    }

    #[test]
    fn r13_documents_that_are_gone_are_counted() {
        let text = lost(Language::Chinese, 3, "2026-11-20 17:02");
        assert_eq!(text, "本机曾有 3 份文档（最后保存 2026-11-20 17:02），浏览器已清除，请从文件恢复。");
        assert!(lost(Language::English, 1, "x").starts_with("1 document was"));
    }

    #[test]
    fn f15_a_reminder_comes_after_twenty_changes_or_a_day() {
        let day = 24 * 60 * 60 * 1000;
        assert!(!is_reminder_due(0, 0, 9 * day) && !is_reminder_due(19, 0, day - 1));
        assert!(is_reminder_due(20, 0, 0) && is_reminder_due(1, 0, day));
        assert!(!is_reminder_due(1, day, 0), "a clock that was set back");
        assert_eq!(reminder(Language::Chinese, 26, true), "自上次导出已修改 26 处");
    }

    #[test]
    fn sizes_are_never_said_smaller_than_they_are_by_a_unit() {
        assert_eq!([size(0), size(999), size(1_000)], ["0 B", "999 B", "1 KB"]);
        assert_eq!([size(999_001), size(1_000_000), size(12_340_000)], ["1000 KB", "1.0 MB", "12.3 MB"]);
    }

    #[test]
    fn f50_a_seal_bears_the_day_and_twelve_digits() {
        let digest = "0123456789abcdef0123456789abcdef";
        assert_eq!(seal(Language::Chinese, "2026-11-21", digest), "定稿 · 2026-11-21 · 0123456789ab");
        assert_eq!(first_digits("short"), "short");
    }
}

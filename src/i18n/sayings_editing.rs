//! What editing says with numbers and names in it.

use super::Language;
use super::names::cut;

/// A button's label: `撤销：实际值 …`.
pub fn labelled(language: Language, label: &str, what: &str) -> String {
    say!(language, "{label}：{what}", "{label}: {what}")
}

/// A change was made.
pub fn done(language: Language, what: &str) -> String {
    say!(language, "已改：{what}", "Changed: {what}")
}

/// A change was undone.
pub fn undone(language: Language, what: &str) -> String {
    say!(language, "已撤销：{what}", "Undone: {what}")
}

/// A change was done again.
pub fn redone(language: Language, what: &str) -> String {
    say!(language, "已重做：{what}", "Done again: {what}")
}

/// As it is now the document cannot be computed.
pub fn not_computable(language: Language, findings: u32) -> String {
    say!(
        language,
        "现在算不出结果，有 {findings} 处要改。可以继续修改，也可以撤销。",
        "Results cannot be computed: {findings} to mend. Go on editing, or undo."
    )
}

/// The head of the what-if.
pub fn supposing(language: Language, changes: u32) -> String {
    say!(language, "试算中，尚未生效：{changes} 处改动", "What-if, not in effect: {changes} changes")
}

/// A what-if became one change.
pub fn kept(language: Language, changes: u32) -> String {
    say!(
        language,
        "已采用试算的 {changes} 处改动，可以一步撤销。",
        "{changes} what-if changes kept as one step that can be undone."
    )
}

/// A what-if was dropped.
pub fn dropped(language: Language, changes: u32) -> String {
    say!(language, "已放弃试算的 {changes} 处改动。", "{changes} what-if changes dropped.")
}

/// Who moves in a what-if.
pub fn moved(language: Language, ranks: u32, totals: u32, grades: u32) -> String {
    if ranks + totals + grades == 0 {
        return say!(language, "分数、名次、等次都没有变", "No score, rank or grade changes");
    }
    say!(
        language,
        "{totals} 个单位分数变化，{ranks} 个名次变化，{grades} 个等次变化",
        "{totals} totals, {ranks} ranks and {grades} grades change"
    )
}

/// The largest gain or loss.
pub fn largest(language: Language, gain: bool, name: &str, points: &str) -> String {
    let name = cut(name);
    if gain {
        say!(language, "升得最多：{name} +{points}", "largest gain: {name} +{points}")
    } else {
        say!(language, "降得最多：{name} −{points}", "largest loss: {name} −{points}")
    }
}

/// The points of a category, added up.
pub fn points_sum(language: Language, category: &str, sum: &str) -> String {
    say!(language, "{category}权重合计 {sum} 分", "{category}: weights add up to {sum}")
}

/// What is left over of a declared total, or short of it.
pub fn points_left(language: Language, left: &str, short: bool) -> String {
    if short {
        say!(language, "下级超出 {left}", "{left} too many below")
    } else {
        say!(language, "下级还差 {left}", "{left} to go below")
    }
}

/// A label of a cell: the column, then whose.
pub fn cell(language: Language, column: &str, subject: &str) -> String {
    say!(language, "{subject}，{column}", "{subject}, {column}")
}

/// Place of an indicator in the list.
pub fn place_of(language: Language, place: usize, of: usize) -> String {
    say!(language, "第 {place} / {of} 项", "{place} of {of}")
}

/// Members of a category.
pub fn members(language: Language, count: u32) -> String {
    say!(language, "{count} 个单位", "{count} subjects")
}

/// More events than are listed.
pub fn more_events(language: Language, count: usize) -> String {
    say!(language, "还有 {count} 条，请搜索后查看。", "{count} more; search to find them.")
}

/// A label with what it belongs to: `分值（A 类）`.
pub fn of_category(language: Language, label: &str, category: &str) -> String {
    say!(language, "{label}（{category}）", "{label} ({category})")
}

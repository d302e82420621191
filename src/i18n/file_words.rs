//! The words for document files and rescue files: versions, checksums, what was restored.

use super::Language;
use super::names::cut;

/// What is wrong, and what to do next.
type Words = (String, String);

/// The program's own workbook could not be read in again.
pub(super) fn too_much_for_workbook(l: Language) -> Words {
    (
        say!(
            l,
            "这份文档太大：写成明衡工作簿后，再也读不回来。",
            "The document is too large: as a Mingheng workbook it could not be read in again."
        ),
        say!(
            l,
            "请改导出“完整备份（JSON）”；要看数据，导出 CSV。",
            "Export the full copy (JSON) instead; for a look at the values, export CSV."
        ),
    )
}

/// A file of a newer version that cannot be read.
pub(super) fn newer_schema(l: Language, found: u32, known: u32) -> Words {
    (
        say!(
            l,
            "文档由更新的版本保存：格式第 {found} 版，这里只认识到第 {known} 版。",
            "The document was saved by a newer version: format {found}, while this one knows formats up to {known}."
        ),
        say!(l, "请用新版本打开。", "Open it with the newer version."),
    )
}

/// A file of a newer version that can be read in part.
pub(super) fn shown_as_known(l: Language, found: u32, known: u32) -> Words {
    (
        say!(
            l,
            "文档由更新的版本保存（格式第 {found} 版，这里认识到第 {known} 版），认识的部分已列出，只能看、不能改。",
            "A newer version saved the document (format {found}; this one knows up to {known}). It is shown as far as it is understood, and cannot be changed here."
        ),
        say!(
            l,
            "数字可能与新版本里的不同；要改动或引用结果，请用新版本打开。",
            "Figures may differ from those of the newer version; open it there to change it or to rely on its results."
        ),
    )
}

/// A file of a version from which nothing leads to this one.
pub(super) fn older_schema(l: Language, found: u32, known: u32) -> Words {
    (
        say!(
            l,
            "文档的格式是第 {found} 版，这里读的是第 {known} 版，中间接不上。",
            "The document has format {found}; this version reads format {known}, and nothing leads from one to the other."
        ),
        say!(
            l,
            "如果是自己写的文件，请把 schemaVersion 改成 {known} 并照数据格式说明核对。",
            "If the file was written by hand, set schemaVersion to {known} and check it against the description of the data format."
        ),
    )
}

/// A file whose checksum is that of another content.
pub(super) fn changed_outside(l: Language) -> Words {
    (
        say!(
            l,
            "文件保存以后，内容在别处改动过：与文件里记下的校验值对不上。",
            "The content was changed outside after the file was saved: it does not match the checksum in the file."
        ),
        say!(
            l,
            "知道是谁改的，可以照常使用；不知道的，请与原来的文件比对。",
            "If you know who changed it, go on as usual; if not, compare it with the original file."
        ),
    )
}

/// A rescue file where it cannot be opened.
pub(super) fn rescue_file(l: Language) -> Words {
    (
        say!(l, "这是救援文件，不是文档。", "This is a rescue file, not a document."),
        say!(
            l,
            "请在网页版里打开它，恢复出文档后另存为文件。",
            "Open it in the page, which restores the document; then save that as a file."
        ),
    )
}

/// A rescue file from which nothing can be restored.
pub(super) fn nothing_rescued(l: Language, documents: u32) -> Words {
    (
        say!(
            l,
            "救援文件里有 {documents} 个文档的记录，没有一个能恢复。",
            "The rescue file has records of {documents} documents, and none can be restored."
        ),
        say!(
            l,
            "请把这个文件原样留好，找更早的救援文件或另存的文档打开。",
            "Keep the file as it is, and open an earlier rescue file or a saved document."
        ),
    )
}

/// The documents of a rescue file that were not opened.
pub(super) fn rescued_others(l: Language, titles: &str) -> Words {
    let titles = cut(titles);
    (
        say!(
            l,
            "救援文件里还有别的文档，没有打开：{titles}。",
            "The rescue file holds other documents too, which were not opened: {titles}."
        ),
        say!(
            l,
            "已打开的是最近保存的一个；请留好这个文件，另外几个还在里面。",
            "The one saved last was opened; keep the file, the others are still in it."
        ),
    )
}

/// Steps of a rescued document that are lost.
pub(super) fn steps_not_rescued(l: Language, steps: u64) -> Words {
    (
        say!(l, "最后的 {steps} 步改动没能恢复。", "The last steps could not be restored: {steps} of them."),
        say!(
            l,
            "请从最后改过的地方起核对，缺的重新录入。",
            "Check what was changed last, and enter again what is not there."
        ),
    )
}

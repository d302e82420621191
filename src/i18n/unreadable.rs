//! Why a file is no table that can be read: in words, with what to do next.

use super::Language;
use super::names::cut;
use super::problems::Message;
use crate::sheets::Unreadable;

/// Why a file is no table that can be read, and what to do about it.
pub fn unreadable(language: Language, why: &Unreadable) -> Message {
    let l = language;
    let (what, next) = match why {
        Unreadable::Empty => (
            say!(l, "文件里没有内容。", "The file is empty."),
            say!(
                l,
                "请重新保存或导出，确认有内容后再导入。",
                "Save or export it again, see that it has content, and import it once more."
            ),
        ),
        Unreadable::Damaged => (
            say!(
                l,
                "文件不完整，读到一半就断了。",
                "The file is not whole: it breaks off, or its parts do not fit together."
            ),
            say!(
                l,
                "请重新下载或拷贝一份；能用 WPS 或 Excel 打开的，另存为 xlsx 再导入。",
                "Download or copy it again; if WPS or Excel opens it, save it as xlsx and import that."
            ),
        ),
        Unreadable::UnknownKind => (
            say!(l, "这不是能导入的表格文件。", "This is not a table that can be imported."),
            say!(
                l,
                "请选择 xlsx、xls、csv 或 txt 文件，也可以直接粘贴表格。",
                "Choose an xlsx, xls, csv or txt file, or paste the table."
            ),
        ),
        Unreadable::Locked => (
            say!(l, "文件设了打开密码。", "The file opens with a password only."),
            say!(
                l,
                "请在 WPS 或 Excel 里去掉密码，保存后再导入。",
                "Remove the password in WPS or Excel, save it, and import it again."
            ),
        ),
        Unreadable::OtherProgram(kind) => {
            let kind = cut(kind);
            (
                say!(l, "{kind} 格式要先转换。", "{kind} files have to be converted first."),
                say!(
                    l,
                    "请用能打开它的软件另存为 xlsx，再导入。",
                    "Save it as xlsx with the program that opens it, and import that."
                ),
            )
        }
        Unreadable::NoTable(kind) => {
            let kind = cut(kind);
            (
                say!(l, "{kind} 文件里没有能导入的表格。", "A {kind} file holds no table that can be imported."),
                say!(
                    l,
                    "请把里面的表格复制出来粘贴到这里，或者放进 xlsx 再导入。",
                    "Copy the table out of it and paste it here, or put it into an xlsx file."
                ),
            )
        }
        Unreadable::TooLarge(limit) => (
            say!(l, "文件超过 {limit} MB 的上限。", "The file is larger than the limit of {limit} MB."),
            say!(
                l,
                "请删去图片和用不到的表，或分成几份再导入。",
                "Remove pictures and sheets that are not needed, or split it."
            ),
        ),
        Unreadable::TooLargeInside(limit) => (
            say!(l, "文件解开后超过 {limit} MB 的上限。", "Unpacked the file is larger than the limit of {limit} MB."),
            say!(
                l,
                "请把要用的表复制到一个新文件里，保存后再导入。",
                "Copy the sheets that are needed into a new file, save it, and import that."
            ),
        ),
        Unreadable::TooManyCells(limit) => (
            say!(l, "表里的单元格超过 {limit} 个。", "There are more than {limit} cells."),
            say!(
                l,
                "请删去用不到的行和列，或分成几份再导入。",
                "Delete rows and columns that are not needed, or split the file."
            ),
        ),
        Unreadable::TooManyTogether(limit) => (
            say!(
                l,
                "和前面的文件加在一起，单元格超过 {limit} 个，这个文件没有读取。",
                "Together with the files before it there are more than {limit} cells; this file was not read."
            ),
            say!(
                l,
                "这个文件单独可以读：请先导入前面的，再单独导入它。",
                "It can be read alone: import the others first, then this one."
            ),
        ),
        Unreadable::Gone => (
            say!(l, "文件移走了，或者给了以后又改过。", "The file was moved, or changed after it was given."),
            say!(l, "请关掉正在改它的程序，重新选择文件。", "Close the program that changes it, and choose it again."),
        ),
        Unreadable::Nested => (
            say!(l, "这是压缩包里的压缩包，没有打开。", "This is an archive within an archive and was not opened."),
            say!(l, "请先把它解压，再给里面的表格。", "Unpack it first, then give the tables that are inside."),
        ),
        Unreadable::TooManyEntries => (
            say!(l, "文件里的部件比表格文件该有的多得多。", "The file has far more parts than an office file has."),
            say!(
                l,
                "请用 WPS 或 Excel 打开，另存为新的 xlsx 再导入。",
                "Open it in WPS or Excel, save it as a new xlsx, and import that."
            ),
        ),
        Unreadable::TooManyFiles => (
            say!(l, "压缩包里的文件超过 2000 个。", "The archive holds more than 2,000 files."),
            say!(
                l,
                "请分成几个压缩包，分几次导入。",
                "Pack them into several archives and import these one after the other."
            ),
        ),
        Unreadable::OutsideTheSheet => (
            say!(l, "有单元格的位置超出了表格的范围。", "Some cells lie outside what a sheet can have."),
            say!(
                l,
                "请用 WPS 或 Excel 打开，另存为新的 xlsx 再导入。",
                "Open it in WPS or Excel, save it as a new xlsx, and import that."
            ),
        ),
        Unreadable::Entities => (
            say!(
                l,
                "文件里引用了文件以外的内容，为安全起见没有读取。",
                "The file refers to things outside itself and was not read, for safety."
            ),
            say!(
                l,
                "请确认来源可靠，再用 WPS 或 Excel 另存为新的 xlsx。",
                "Make sure where it comes from, then save it as a new xlsx with WPS or Excel."
            ),
        ),
        Unreadable::UnknownEncoding => (
            say!(
                l,
                "认不出文字的编码，读出来会是乱码。",
                "The text is in no encoding that is known and would come out garbled."
            ),
            say!(
                l,
                "请选一种“文字编码”再看；还是乱码，请在 WPS 或 Excel 里另存为 xlsx，再导入。",
                "Choose another encoding for it; if it stays garbled, save it as xlsx in WPS or Excel, and import that."
            ),
        ),
    };
    Message { what, place: String::new(), next }
}

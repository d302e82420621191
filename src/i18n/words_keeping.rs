//! The words of keeping: documents, save state, versions, this browser. What has numbers or names in it stands in
//! `keeping`.

use super::strings::strings;

strings! {
    KeepingWords, keeping_words;
    title: "版本与定稿", "Versions";
    about: "关于与运行环境", "About this browser";

    // The save state
    saving: "正在保存…", "Saving…";
    memory_only: "仅内存：关闭网页即丢失", "In memory only: closing the page loses it";
    memory_short: "仅内存", "In memory only";
    sample_unsaved: "示例：改动后自动保存为我的文档", "Example: saved as yours once you change it";
    take_over: "接管编辑", "Take over";
    document_menu: "文档", "Document";
    export_file: "导出文件", "Save as a file";
    export_now: "立即导出文件", "Save as a file now";
    checkpoint: "存档点…", "Checkpoint…";
    rename: "重命名…", "Rename…";
    copy: "另存副本…", "Make a copy…";
    keep_set: "把指标体系存入库", "Keep the indicator set";
    finalise: "定稿…", "Make final…";
    reopen: "解除定稿…", "Reopen for changes…";
    author: "经办人…", "Who works on it…";
    adopt: "存为我的文档", "Keep as my document";
    exported: "已导出文件。", "Saved as a file.";
    not_exported: "没有写出文件：文档现在只能查看，或计算程序中断了。请重新打开文档再试。", "No file was written: the document can only be looked at, or the computation stopped. Open it again and try once more.";
    checkpoint_supposing: "正在试算，没有建存档点。请先采用或放弃试算的改动。", "No checkpoint while a what-if is open. Keep or drop its changes first.";
    lose_title: "有改动没有保存", "Some changes are not saved";
    lose_lead: "这份文档有改动只在屏幕上，还没有保存。请先取消，再用“文档”菜单导出文件；仍然打开别的，这些改动就没有了。", "Some changes of this document are on the screen only. Cancel and save it as a file from the Document menu first; if you open something else, they are gone.";
    lose_act: "仍然打开", "Open all the same";

    // Dialogs
    ok: "确定", "OK";
    cancel: "取消", "Cancel";
    name: "名称", "Name";
    rename_title: "重命名", "Rename";
    rename_document: "文档名称", "Title of the document";
    copy_title: "另存副本", "Make a copy";
    copy_name: "副本名称", "Title of the copy";
    checkpoint_title: "新建存档点", "New checkpoint";
    checkpoint_name: "存档点名称（如：初评、复核）", "Name, such as: first round, reviewed";
    checkpoint_hint: "把现在的文档原样存一份，以后可以比较、恢复或导出。存档点不会自动删除。",
        "Keeps the document as it is now, to compare with, go back to or save as a file. Checkpoints are never removed by themselves.";
    author_title: "经办人", "Who works on it";
    author_name: "姓名或科室（可不填）", "Name or office (may stay empty)";
    author_hint: "只显示在本机的文档列表里，方便几个人共用一台电脑时分清；不写进文件。",
        "Shown in the list on this computer only, to tell documents apart where several people share it. It is not written into files.";
    finalise_title: "定稿", "Make final";
    finalise_lead: "定稿后文档只读，任何改动都要先解除定稿并写明理由。定稿会记下时间和内容的校验码：内容变一个字，校验码就不同。",
        "A final document is read-only. To change it again somebody has to reopen it and say why. The time and a digest of the content are recorded: if one character changes, so does the digest.";
    finalise_by: "定稿人（可不填）", "By whom (may stay empty)";
    finalise_act: "定稿", "Make final";
    finalise_supposing: "正在试算。请先保留或放弃试算的改动，再定稿。", "A what-if is open. Keep or drop its changes first.";
    reopen_title: "解除定稿", "Reopen for changes";
    reopen_lead: "解除后可以继续修改；时间、经办人和理由记入日志，不能删除。", "After this it can be changed again. Time, name and reason go into the log and stay there.";
    reopen_reason: "理由", "Reason";
    reopen_by: "经办人（可不填）", "By whom (may stay empty)";
    reopen_act: "解除定稿", "Reopen";
    reason_needed: "请写明理由。", "Please give a reason.";
    name_needed: "请填写名称。", "Please give a name.";
    subjects_needed: "请至少填一个考核对象。", "Please give at least one subject.";

    // My documents
    documents: "我的文档", "My documents";
    documents_lead: "改动随时自动保存在这台电脑的这个浏览器里，不上传。浏览器清理数据时可能一起清掉，所以请定期导出文件，存到您平时存放文件的地方。",
        "Every change is saved in this browser on this computer and goes nowhere else. A browser can clear its data, so save a file from time to time where you usually keep your files.";
    documents_none: "这里还没有文档。打开文件，或打开示例改一处，就会出现在这里。", "Nothing here yet. Open a file, or open an example and change something.";
    documents_reading: "正在读取…", "Reading…";
    number: "序号", "No.";
    document: "文档", "Document";
    subjects: "对象", "Subjects";
    indicators: "指标", "Indicators";
    last_saved: "最后保存", "Last saved";
    last_exported: "最后导出", "Last saved as a file";
    never: "从未", "Never";
    size: "大小", "Size";
    state: "状态", "State";
    actions: "操作", "Actions";
    state_open: "正在编辑", "Open here";
    state_elsewhere: "别的窗口在编辑", "Open elsewhere";
    state_final: "已定稿", "Final";
    state_newer: "更新版本所存", "From a newer version";
    state_damaged: "已损坏", "Damaged";
    unnamed: "（名称读不出来）", "(title not readable)";
    rename_short: "重命名", "Rename";
    copy_short: "复制", "Copy";
    delete: "删除", "Delete";
    raw: "下载原始数据", "Download raw data";
    newer_what: "这份文档由更新版本的明衡保存，这里不打开也不改动它。请升级明衡，或下载原始数据。",
        "A newer version of Mingheng saved this document, so it is neither opened nor changed here. Update Mingheng, or download the raw data.";
    damaged_what: "目录里的记录损坏了，文档内容多半还在。可以试着打开，也可以先下载原始数据。",
        "Its line in the list is damaged; the document itself is probably fine. Try to open it, or download the raw data first.";
    open: "打开", "Open";
    undo: "撤销", "Undo";
    bin: "回收站", "Bin";
    bin_lead: "删除的文档和指标体系在这里保留 30 天，到期后自动清除。", "What is deleted stays here for 30 days and is then removed.";
    put_back: "放回", "Put back";
    delete_for_good: "彻底删除…", "Delete for good…";
    delete_title: "彻底删除", "Delete for good";
    delete_act: "彻底删除", "Delete for good";
    deleted_at: "删除时间", "Deleted";

    // The library
    library: "指标体系库", "Indicator sets";
    library_lead: "只有分类、指标、规则和等次，没有考核对象和数据。换一年、换一批对象，可以直接拿来用。",
        "Categories, indicators, rules and grades without subjects or data, ready for another year or other subjects.";
    library_none: "库里还没有指标体系。打开一份文档，就能把它的指标体系存进来。", "No sets yet. Open a document and keep its indicator set.";
    use_set: "用它新建考核…", "New assessment with it…";
    set: "指标体系", "Indicator set";
    fork_title: "新建考核", "New assessment";
    fork_name: "考核名称", "Title of the assessment";
    fork_subjects: "考核对象，每行一个", "Subjects, one per line";
    fork_hint: "可以从表格里直接粘贴。名称后面用制表符或逗号隔开写分类；不写的归入第一类。",
        "You can paste from a spreadsheet. A category may follow the name after a tab or a comma; without one it is the first category.";
    fork_act: "新建", "Create";
    set_bad: "这套指标体系读不出来，没有新建。它的数据没有改动。", "This set cannot be read, so nothing was created. Its data were left as they are.";

    // Banners
    dismiss: "知道了", "Dismiss";
    reload: "重新加载", "Reload";
    load_theirs: "载入那边保存的", "Load what was saved there";
    not_now: "先不载入", "Not now";
    download_aside: "下载原数据", "Download the original data";
    reopen_broken: "重新打开", "Open again";
    broken: "计算程序中断了，已保存的改动都在。重新打开就能继续。", "The computation stopped. Everything saved is still here; open the document again to go on.";
    blocked: "另一个窗口里还开着旧版本的明衡，新版本要等它关闭。请关闭其他明衡窗口，这里会自动继续。",
        "An older version of Mingheng is open in another window. Close the other windows; this page then goes on by itself.";
    safe: "上两次一打开文档就出错，这次没有自动打开。保存过的内容都在下面；可以先下载原始数据，再试着打开。",
        "It stopped twice right after opening a document, so nothing was opened this time. What was saved is listed below; download the raw data before you try again.";
    newer_store: "这个浏览器里的数据由更新版本的明衡保存。为了不写坏，这里只读，新的改动只在内存里。请重新加载得到新版本，或下载原始数据。",
        "The data in this browser were saved by a newer version of Mingheng. Nothing is written here so that nothing is spoilt; new changes stay in memory. Reload to get the newer version, or download the raw data.";
    other_saved: "另一个窗口保存了新的改动。这里显示的没有变。", "Another window has saved changes. What you see here has not changed.";
    other_let_go: "另一个窗口已经放开这份文档，现在可以接管编辑。", "The other window has let go of this document. You can take over now.";
    saving_again: "浏览器清除或关闭了它的存储，正在用内存里的内容重新保存。请看标题旁的保存状态，最好再导出一份文件。",
        "The browser cleared or closed its storage, and the document is being saved again from memory. Watch the save state beside the title, and save a file to be sure.";
    newer_program: "已经有更新版本的明衡在用，这一页不再写入。请重新加载。", "A newer version of Mingheng is in use, so this page writes no more. Please reload.";
    unreadable: "这份文档的内容读不出来，没有打开，也没有改动。请下载原始数据，交给能帮助恢复的人；其他文档不受影响。",
        "This document cannot be read. It was neither opened nor changed. Download the raw data for whoever can help to recover it; other documents are not affected.";
    absent: "这份文档已经不在这里了，可能在另一个窗口里被删除。请看回收站，或从文件打开。",
        "This document is no longer here; perhaps it was deleted in another window. Look in the bin, or open it from a file.";

    // Versions
    versions_lead: "定稿、存档点和自动备份。恢复以前的版本之前，会先把现在的存一份；恢复本身也可以撤销。",
        "Final versions, checkpoints and automatic backups. Before an earlier version is restored the present one is kept, and restoring can be undone.";
    log: "定稿记录", "Log";
    log_none: "还没有定稿过。", "It has never been made final.";
    logged_final: "定稿", "Made final";
    logged_reopened: "解除定稿", "Reopened";
    digest: "校验码", "Digest";
    digest_now: "重新计算的校验码", "Digest computed again";
    digest_same: "与定稿时一致，内容没有变。", "The same as when it was made final: nothing has changed.";
    digest_other: "与定稿时不一致：文件在定稿以后被改过。请与发文单位核对。", "Not the same as when it was made final: the file was changed afterwards. Check with whoever issued it.";
    digest_computing: "正在计算…", "Computing…";
    is_final: "已定稿", "Final";
    is_draft: "未定稿", "Not final";
    is_draft_lead: "文档可以修改。", "The document can be changed.";
    checkpoints: "存档点与备份", "Checkpoints and backups";
    checkpoints_none: "还没有存档点和备份。改动一刻钟后会自动备份，也可以现在建一个存档点。",
        "None yet. A backup is made by itself after a quarter of an hour of work; you can make a checkpoint now.";
    version: "版本", "Version";
    made_at: "时间", "When";
    difference: "与现在的差别", "What changed since";
    difference_none: "与现在的文档没有差别。", "No difference from the document as it is now.";
    difference_close: "收起", "Close";
    restore: "恢复到此版本", "Restore this";
    restored: "已恢复；恢复前的内容也存成了一个版本。", "Restored. What was there before is kept as a version.";
    download: "下载为文件", "Save as a file";
    version_bad: "这个版本读不出来。其他版本不受影响。", "This version cannot be read. The others are not affected.";
    not_kept: "示例还没有保存在本机，所以没有版本。", "An example is not kept on this computer, so it has no versions.";
    not_kept_memory: "现在只在内存里工作，没有版本。请导出文件保存。", "Working in memory only, so there are no versions. Save it as a file.";
    kind_automatic: "自动备份", "Backup";
    kind_before_restore: "恢复前的内容", "Before a restore";
    kind_before_migration: "升级前的内容", "Before an update";
    kind_before_import: "导入前的内容", "Before an import";
    kind_named: "存档点", "Checkpoint";
    kind_saved: "保存的内容", "Saved";
    kind_other: "其他版本", "Other";
    seal: "定稿", "FINAL";

    // About
    about_lead: "这个程序是什么版本，这个浏览器能做到什么，数据在哪里。", "Which version this is, what this browser can do, and where your data are.";
    program: "程序", "Program";
    program_version: "版本", "Version";
    program_build: "构建号", "Build";
    no_build: "无", "None";
    licence: "许可", "Licence";
    licence_text: "MIT 许可证：可以自由使用、修改和分发。", "MIT: free to use, change and share.";
    storage: "保存", "Keeping";
    level_asking: "正在检查…", "Looking…";
    level_full: "完整保存", "Kept in full";
    level_full_what: "改动自动保存在这个浏览器里；同一份文档在几个窗口里打开时，由浏览器保证只有一个窗口写入。",
        "Changes are saved in this browser. When a document is open in several windows the browser itself lets only one of them write.";
    level_no_locks: "可以保存（窗口之间自行商量）", "Kept; windows agree among themselves";
    level_no_locks_what: "改动自动保存在这个浏览器里。这个网址不是 https，浏览器不提供写入锁，窗口之间靠互相问答决定谁写入：刚打开时可能要等几秒。",
        "Changes are saved in this browser. As this address is not https the browser has no write locks, so windows ask each other who writes; opening can take a few seconds.";
    level_memory: "仅内存", "In memory only";
    level_memory_what: "什么都不会留在这台电脑上，关闭网页就没有了。每次离开前请导出文件。",
        "Nothing stays on this computer; it is gone when the page is closed. Save a file before you leave.";
    browser: "浏览器", "Browser";
    limits: "限度", "Limits";
    limits_text: "一次打开的文件最大 400 MB。自动备份留今天的 3 份、以前每天 1 份，最多 10 份、50 MB；存档点不限。回收站保留 30 天。可撤销最近 200 步以上。",
        "Files up to 400 MB at a time. Automatic backups: 3 of today, 1 of each day before, at most 10 and 50 MB; checkpoints are not limited. The bin keeps things for 30 days. At least the last 200 steps can be undone.";
    diagnostics: "诊断信息", "Diagnostics";
    diagnostics_what: "版本、浏览器、保存方式和各类记录的个数与大小，没有文档名称和内容。遇到问题时交给帮助您的人。",
        "Version, browser, way of keeping, and counts and sizes of what is kept, without titles or content. For whoever helps you with a problem.";
    diagnostics_get: "下载诊断文件", "Download diagnostics";
    clear: "结束练习并清除本机数据", "Finish and clear this computer";
    clear_what: "删除这个浏览器里明衡的全部文档、指标体系、备份和设置，其他程序的数据不受影响。清除后不能恢复，需要的请先导出文件。",
        "Deletes all documents, indicator sets, backups and settings of Mingheng in this browser; data of other programs stay. This cannot be undone, so save the files you need first.";
    clear_act: "清除本机数据…", "Clear this computer…";
    clear_sure: "确实清除？再按一次就全部删除", "Are you sure? Press again to delete everything";
    clear_done: "本机数据已清除。", "This computer is clear.";
    about_link: "关于与运行环境", "About";
}

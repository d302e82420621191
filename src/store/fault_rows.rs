//! The rows of the fault matrix about one page: what breaks, and what is there afterwards.

use super::cupboard::put;
use super::faulty::{Fails, FaultStore, block_on};
use super::keeping::{create, load, raw};
use super::lease;
use super::record::{Kind, SnapshotHead, decode_sealed};
use super::retention::{Body, Wanted, backup_writes, labels, next_number, read_body};
use super::shelf::{self, Listed};
use super::test_page::*;
use super::*;
use std::collections::BTreeMap;

/// Chance without chance: the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// What a script did, and what it was told.
struct Told {
    /// The document after each step.
    history: BTreeMap<u64, Content>,
    /// The last step that was shown as saved.
    reported: u64,
    /// The last step that was shown as saved when it stood in a whole document.
    strict: u64,
    title: String,
    calls: u64,
}

fn twice<T, E: std::fmt::Debug>(mut attempt: impl FnMut() -> Result<T, E>) -> T {
    attempt().or_else(|_| attempt()).unwrap()
}

/// Sixty steps of somebody's day: edits, undoing, pauses, restoring, closing, dying, renaming, the bin.
fn a_day(store: &FaultStore, seed: u64) -> Option<Told> {
    let made = block_on(create(store, &entry(DOC), b"[]", "maker", 0));
    if made.is_err() {
        // Not created: nothing was promised. Under the same id it may be there all the same.
        return None;
    }
    let mut told = Told { history: [(0, Vec::new())].into(), reported: 0, strict: 0, title: "考核".into(), calls: 0 };
    let (mut dice, mut now) = (Dice(seed), 1_000_000);
    let mut pages = 0;
    let mut page = reopened(store, &mut told, &mut pages, now);
    for step in 0..200 {
        now += 700;
        match dice.below(16) {
            0..=7 => edit(&mut page, &mut told, &format!("步 {step}"), now),
            8 | 9 => edit(&mut page, &mut told, "undo", now),
            10 => {
                now += 31_000;
                page.tell(Happened::Tick, now);
            }
            11 => page.tell(Happened::Hidden, now),
            12 => {
                let before = bytes_of(&page.content);
                let (seq, bytes) = (page.session.newest(), &before[..]);
                let wanted = Wanted { seq, at: now, kind: Kind::BeforeRestore, name: "", schema: 1, bytes };
                let number = twice(|| block_on(next_number(store, DOC)));
                page.content = vec![format!("恢复 {step}")];
                told.history.insert(seq + 1, page.content.clone());
                let bytes = bytes_of(&page.content);
                page.tell(Happened::Replaced { backup: backup_writes(DOC, number, &wanted).unwrap(), bytes }, now);
            }
            13 => {
                page.tell(Happened::Closing, now);
                told.note(&page);
                let title = format!("名 {step}");
                twice(|| block_on(shelf::rename(store, DOC, &title, &asking("list", now))));
                told.title = title;
                page = reopened(store, &mut told, &mut pages, now);
            }
            14 => {
                page.tell(Happened::Closing, now);
                told.note(&page);
                twice(|| block_on(shelf::bin(store, DOC, &asking("list", now))));
                twice(|| block_on(shelf::put_back(store, DOC, &asking("list", now))));
                page = reopened(store, &mut told, &mut pages, now);
            }
            // The page dies without a word.
            _ => {
                told.note(&page);
                page = reopened(store, &mut told, &mut pages, now);
            }
        }
        told.note(&page);
        page.tell(Happened::Tick, now);
        told.note(&page);
        // What comes long after the fault tells nothing more.
        if store.calls() > store.fail_at.saturating_add(40) {
            break;
        }
    }
    told.calls = store.calls();
    Some(told)
}

fn edit(page: &mut Page<FaultStore>, told: &mut Told, text: &str, now: u64) {
    let mut after = page.content.clone();
    apply(&mut after, &act(text));
    told.history.insert(page.session.newest() + 1, after);
    page.edit(text, now);
}

fn reopened<'a>(store: &'a FaultStore, told: &mut Told, pages: &mut u64, now: u64) -> Page<'a, FaultStore> {
    *pages += 1;
    let writer = format!("page {pages}");
    let mut page = Page::begin(store, opening(&writer, now));
    let loaded = page.load(&writer, now).or_else(|_| page.load(&writer, now)).unwrap();
    told.agrees(&loaded, told.reported);
    // What had not been saved is gone with the page that died.
    told.history.retain(|seq, _| *seq <= loaded.seq);
    page
}

impl Told {
    fn note(&mut self, page: &Page<FaultStore>) {
        self.reported = self.reported.max(page.reported);
        let head = page.writes.iter().rev().flatten().find_map(|write| match write {
            Write::Put { key, .. } if key.starts_with("snapshot/") => keys::number_of(key),
            _ => None,
        });
        self.strict = self.strict.max(head.filter(|seq| *seq <= self.reported).unwrap_or(0));
    }

    /// The document is what it was after some step, and no step that was promised is missing.
    fn agrees(&self, loaded: &Loaded, promised: u64) {
        assert_eq!(self.history.get(&loaded.seq), Some(&content_of(loaded)), "step {}", loaded.seq);
        assert!(loaded.seq >= promised, "step {} of {promised}", loaded.seq);
        assert_eq!(loaded.harm.lost_steps, 0);
    }
}

#[test]
fn r08_every_nth_storage_call_fails() {
    let mut struck = 0;
    for fails in [Fails::Error, Fails::Torn, Fails::LostTail, Fails::Duplicated] {
        for n in 1..=200 {
            let store = FaultStore::new(n, fails);
            let Some(told) = a_day(&store, n) else {
                assert_eq!(n, 1, "{fails:?}");
                let found = block_on(load(&store.reopen(), DOC, 1, 0)).unwrap();
                let empty = |loaded: &Loaded| content_of(loaded).is_empty();
                assert!(found == Found::Absent || matches!(&found, Found::Loaded(l) if empty(l)), "{found:?}");
                continue;
            };
            assert!(told.calls >= n, "{fails:?} {n}: the day was too short, {} calls", told.calls);
            struck += 1;
            let left = store.reopen();
            let promised = if fails == Fails::LostTail { told.strict } else { told.reported };
            told.agrees(&found(&left), promised);
            let listed = block_on(shelf::list(&left, 1)).unwrap();
            assert!(matches!(&listed[..], [Listed::Entry(e)] if e.title == told.title), "{listed:?}");
            // Life goes on.
            let mut page = Page::open(&left, "after", 90_000_000);
            page.edit("次日", 90_000_001);
            assert!(page.is_saved());
            assert_eq!(content_of(&found(&left)), page.content);
            let snapshots = block_on(left.keys_under("snapshot/")).unwrap();
            assert!((1..=3).contains(&snapshots.len()), "{snapshots:?}");
        }
    }
    assert!(struck >= 797, "{struck}");
}

/// A document of six steps: snapshots after 2 and 4, one record after each.
fn six_steps() -> MemoryCupboard {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 1_000);
    page.edit("一", 1_001);
    page.edit("二", 1_002);
    page.tell(Happened::Tick, 40_000);
    page.edit("三", 40_001);
    page.edit("四", 40_002);
    page.tell(Happened::Tick, 80_000);
    page.edit("五", 80_001);
    page.edit("六", 80_002);
    assert_eq!(block_on(cupboard.keys_under("snapshot/")).unwrap(), [keys::snapshot(DOC, 2), keys::snapshot(DOC, 4)]);
    page.tell(Happened::Closing, 80_003);
    cupboard
}

fn steps(n: usize) -> Content {
    ["一", "二", "三", "四", "五", "六"][..n].iter().map(|s| (*s).to_owned()).collect()
}

fn spoil(cupboard: &MemoryCupboard, key: &str, bytes: &[u8]) {
    block_on(cupboard.write(None, vec![put(key.to_owned(), bytes)], Durability::Relaxed)).unwrap();
}

fn quarantined(cupboard: &MemoryCupboard) -> Vec<Vec<u8>> {
    block_on(cupboard.read_under("quarantine/")).unwrap().into_iter().map(|(_, bytes)| bytes).collect()
}

#[test]
fn r09_a_damaged_snapshot_falls_back_to_the_one_before_it_and_loses_nothing() {
    let key = keys::snapshot(DOC, 4);
    let good = block_on(six_steps().read(&key)).unwrap().unwrap();
    let flipped = (0..good.len()).map(|at| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    });
    let others = [Vec::new(), good[..good.len() - 1].to_vec(), b"[object Object]".to_vec(), b"{oops".to_vec()];
    for bytes in flipped.chain(others) {
        let cupboard = six_steps();
        spoil(&cupboard, &key, &bytes);
        let loaded = found(&cupboard);
        assert_eq!((content_of(&loaded), loaded.base, loaded.seq), (steps(6), 2, 6));
        assert!(loaded.harm.fell_back && loaded.harm.lost_steps == 0);
        assert_eq!(loaded.harm.damaged, std::slice::from_ref(&key));
        let mut page = Page::open(&cupboard, "b", 90_000);
        assert!(matches!(&page.notices()[..], [Notice::Harmed { after: 6, lost: 0, .. }]));
        page.edit("七", 90_001);
        assert_eq!(quarantined(&cupboard), [bytes]);
        let again = found(&cupboard);
        assert_eq!((content_of(&again), again.harm), (page.content.clone(), Harm::default()));
    }
}

#[test]
fn r10_a_damaged_record_stops_there_and_the_steps_after_it_are_kept_aside_and_counted() {
    for (at, left, lost) in [(5, 4, 2), (6, 5, 1)] {
        let cupboard = six_steps();
        spoil(&cupboard, &keys::journal(DOC, at), b"{\"crc32\":\"00000000\",\"seq\":5}");
        let kept: Vec<Vec<u8>> =
            (at..=6).map(|seq| block_on(cupboard.read(&keys::journal(DOC, seq))).unwrap().unwrap()).collect();
        let loaded = found(&cupboard);
        assert_eq!((content_of(&loaded), loaded.harm.lost_steps), (steps(left), lost));
        let mut page = Page::open(&cupboard, "b", 90_000);
        assert!(matches!(&page.notices()[..],
            [Notice::Harmed { after, lost: l, .. }] if *after == left as u64 && *l == lost));
        // Nothing is moved before there is something to write.
        assert_eq!(quarantined(&cupboard), Vec::<Vec<u8>>::new());
        page.edit("新", 90_001);
        assert_eq!(quarantined(&cupboard), kept);
        assert_eq!(content_of(&found(&cupboard)), page.content);
        assert_eq!(found(&cupboard).harm, Harm::default());
    }
}

#[test]
fn r10_a_missing_record_is_a_gap_and_not_jumped_over() {
    let cupboard = six_steps();
    let delete = vec![Write::Delete { key: keys::journal(DOC, 5) }];
    block_on(cupboard.write(None, delete, Durability::Relaxed)).unwrap();
    let loaded = found(&cupboard);
    assert_eq!((content_of(&loaded), loaded.harm.lost_steps), (steps(4), 2));
}

#[test]
fn r11_what_cannot_be_read_is_never_replaced_by_nothing() {
    // With another snapshot before it: set aside when somebody writes.
    let cupboard = six_steps();
    spoil(&cupboard, &keys::snapshot(DOC, 4), b"{oops");
    spoil(&cupboard, &keys::entry(DOC), b"{oops, too");
    let mut page = Page::open(&cupboard, "b", 90_000);
    page.edit("七", 90_001);
    let mut aside = quarantined(&cupboard);
    aside.sort();
    assert_eq!(aside, [b"{oops".to_vec(), b"{oops, too".to_vec()]);
    assert_eq!(content_of(&found(&cupboard)).len(), 7);
    // A second harm does not replace the copies of the first.
    page.tell(Happened::Closing, 90_002);
    spoil(&cupboard, &keys::entry(DOC), b"{again");
    Page::open(&cupboard, "c", 91_000).edit("八", 91_001);
    assert_eq!(quarantined(&cupboard).len(), 3);
}

#[test]
fn r11_a_document_without_any_readable_snapshot_is_reported_whole_and_never_written() {
    let cupboard = six_steps();
    for seq in [2, 4] {
        spoil(&cupboard, &keys::snapshot(DOC, seq), b"{oops");
    }
    let before = cupboard.everything();
    let Ok(Found::Unreadable { raw: there }) = block_on(load(&cupboard, DOC, 1, 0)) else { panic!("not reported") };
    let work = before.iter().filter(|(key, _)| !key.starts_with("lease/"));
    assert_eq!(there.into_iter().collect::<BTreeMap<_, _>>(), work.map(|(k, v)| (k.clone(), v.clone())).collect());
    let mut page = Page::begin(&cupboard, opening("b", 0));
    page.tell(Happened::NotLoaded { why: Why::Unreadable }, 0);
    page.edit("x", 1);
    page.tell(Happened::Tick, 60_000);
    page.tell(Happened::Closing, 60_001);
    assert_eq!(page.session.state(), SaveState::ReadOnly { why: Why::Closed });
    assert_eq!(block_on(shelf::rename(&cupboard, DOC, "新", &asking("l", 0))).map(|e| e.title), Ok("新".into()));
    let after = cupboard.everything();
    assert!(before.iter().all(|(k, v)| k.starts_with("lease/") || k.starts_with("catalogue/") || after[k] == *v));
    assert_eq!(
        block_on(raw(&cupboard, DOC)).unwrap(),
        after.into_iter().filter(|(k, _)| !k.ends_with("/beat")).collect()
    );
}

#[test]
fn r04_what_waits_when_the_page_goes_is_left_behind_and_there_on_reopening() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.edit("一", 1);
    // From now on no answer reaches the page.
    page.holding = true;
    page.edit("二", 2);
    page.edit("三", 3);
    assert!(!page.is_saved());
    page.tell(Happened::Parting, 4);
    page.tell(Happened::Closing, 5);
    drop(page);
    let loaded = found(&cupboard);
    assert_eq!(content_of(&loaded), ["一", "二", "三"]);
    assert_eq!(loaded.harm, Harm::default());
}

#[test]
fn r04_a_page_that_goes_after_all_acts_were_saved_leaves_nothing_more() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.edit("一", 1);
    let before = cupboard.everything();
    page.tell(Happened::Parting, 2);
    assert_eq!(cupboard.everything(), before);
}

#[test]
fn r04_a_page_whose_turn_may_have_expired_leaves_nothing_behind() {
    let cupboard = with_document();
    let mut frozen = Page::open(&cupboard, "a", 0);
    frozen.edit("一", 1);
    frozen.holding = true;
    frozen.edit("没来得及", 2);
    let before = cupboard.everything();
    frozen.tell(Happened::Parting, 1 + lease::EXPIRES);
    assert_eq!(cupboard.everything(), before);
}

#[test]
fn r04_what_a_page_leaves_behind_replaces_nothing_of_the_page_that_took_over() {
    let cupboard = with_document();
    let mut old = Page::open(&cupboard, "old", 0);
    old.edit("一", 1);
    old.holding = true;
    old.edit("旧二", 2);
    old.edit("旧三", 2);
    let mut new = Page::open(&cupboard, "new", 3);
    new.edit("新二", 4);
    old.tell(Happened::Parting, 5);
    assert_eq!(content_of(&found(&cupboard)), ["一", "新二"]);
    new.edit("新三", 6);
    assert_eq!(content_of(&found(&cupboard)), ["一", "新二", "新三"]);
}

#[test]
fn r06_without_space_the_edits_wait_in_memory_and_are_written_when_there_is_space_again() {
    let cupboard = six_steps();
    let mut page = Page::open(&cupboard, "b", 100_000);
    page.broken = Some(Fault::Full);
    let before = cupboard.everything();
    page.edit("七", 100_001);
    page.edit("八", 100_002);
    assert_eq!(page.session.state(), SaveState::Unsaved { fault: Fault::Full });
    let mut now = 100_002;
    let mut tried = Vec::new();
    while now < 160_000 {
        now += 500;
        let writes = page.writes.iter().filter(|w| touches_work(std::slice::from_ref(w))).count();
        page.tell(Happened::Tick, now);
        if page.writes.iter().filter(|w| touches_work(std::slice::from_ref(w))).count() > writes {
            tried.push(now);
        }
    }
    assert!(tried.len() >= 6 && tried.windows(2).all(|t| t[1] - t[0] <= 10_500), "{tried:?}");
    assert_eq!(cupboard.everything(), before);
    page.broken = None;
    (1..=21).for_each(|k| page.tell(Happened::Tick, now + k * 500));
    assert!(page.is_saved());
    assert_eq!(content_of(&found(&cupboard)), page.content);
}

#[test]
fn r07_without_a_cupboard_the_page_says_so_and_writes_nothing() {
    let cupboard = with_document();
    let mut page = Page::begin(&cupboard, opening("a", 0));
    page.tell(Happened::NoCupboard, 1);
    page.edit("x", 2);
    for what in [Happened::Tick, Happened::Hidden, Happened::Closing] {
        page.tell(what, 60_000);
    }
    assert!(page.others.contains(&Order::Show { state: SaveState::MemoryOnly }));
    assert_eq!(page.writes, Vec::<Vec<Write>>::new());
}

#[test]
fn r12_a_cupboard_that_was_cleared_is_filled_again_from_memory_at_once() {
    let cupboard = six_steps();
    let mut page = Page::open(&cupboard, "b", 100_000);
    page.edit("七", 100_001);
    block_on(shelf::clear_ours(&cupboard)).unwrap();
    page.tell(Happened::Gone, 100_500);
    assert!(page.notices().contains(&Notice::SavingAgain));
    assert!(page.is_saved());
    assert_eq!(content_of(&found(&cupboard)), page.content);
    page.edit("八", 100_600);
    assert_eq!(content_of(&found(&cupboard)), page.content);
    assert!(matches!(&block_on(shelf::list(&cupboard, 1)).unwrap()[..], [Listed::Entry(e)] if e.title == "考核"));
}

#[test]
fn r12_without_a_word_from_the_browser_the_next_edit_finds_out() {
    let cupboard = six_steps();
    let mut page = Page::open(&cupboard, "b", 100_000);
    block_on(shelf::clear_ours(&cupboard)).unwrap();
    page.edit("七", 100_001);
    assert!(page.is_saved());
    assert_eq!(content_of(&found(&cupboard)), page.content);
}

#[test]
fn r12_a_cupboard_that_cannot_be_opened_again_is_tried_within_two_seconds_and_said_to_be_unsaved() {
    let cupboard = six_steps();
    let mut page = Page::open(&cupboard, "b", 100_000);
    page.edit("七", 100_001);
    page.broken = Some(Fault::Unavailable("AbortError".into()));
    page.tell(Happened::Gone, 100_500);
    assert!(matches!(page.session.state(), SaveState::Unsaved { .. }));
    page.broken = None;
    page.tell(Happened::Tick, 102_500);
    assert!(page.is_saved());
    assert_eq!(content_of(&found(&cupboard)), page.content);
}

#[test]
fn r14_a_snapshot_is_strict_and_deletes_only_what_the_one_before_it_covers() {
    let store = FaultStore::around(with_document(), u64::MAX, Fails::Error);
    let mut page = Page::open(&store, "a", 0);
    let mut wholes = 0;
    for k in 0..60 {
        let now = k / 2 * 40_000 + k % 2 * 31_000;
        page.holding = true;
        if k % 2 == 0 {
            page.edit(&format!("{k}"), now)
        } else {
            page.tell(Happened::Tick, now)
        }
        while !page.on_hold.is_empty() {
            let order = page.on_hold.remove(0);
            if let Order::Write { writes, durability, .. } = &order
                && let Some(place) = writes.iter().position(is_snapshot)
            {
                wholes += 1;
                assert_eq!(*durability, Durability::Strict);
                let deletes = |w: &Write| !matches!(w, Write::Put { .. });
                assert!(writes.iter().position(deletes).is_none_or(|first| first > place), "{writes:?}");
            }
            page.carry_out(order, now);
            // After every single write each of the snapshots there leads to the newest step that is saved.
            let all = store_copy(&store);
            let snapshots: Vec<String> = block_on(all.keys_under("snapshot/")).unwrap();
            let newest = found(&all).seq;
            for keep in &snapshots {
                let only = all.everything().into_iter();
                let only = only.filter(|(key, _)| !key.starts_with("snapshot/") || key == keep).collect();
                assert_eq!(found(&MemoryCupboard::holding(only)).seq, newest, "{keep} of {snapshots:?}");
            }
            assert!(snapshots.len() <= 2);
        }
        assert!(page.is_saved());
    }
    assert!(wholes >= 30, "{wholes}");
}

fn is_snapshot(write: &Write) -> bool {
    matches!(write, Write::Put { key, .. } if key.starts_with("snapshot/"))
}

fn store_copy(store: &FaultStore) -> MemoryCupboard {
    MemoryCupboard::holding(block_on(store.read_under("")).unwrap().into_iter().collect())
}

#[test]
fn r16_restoring_saves_the_present_state_first_and_can_be_undone() {
    let cupboard = six_steps();
    let mut page = Page::open(&cupboard, "b", 100_000);
    page.edit("七", 100_001);
    let present = page.content.clone();
    let older = bytes_of(&steps(2));
    let restore = |page: &mut Page<MemoryCupboard>, bytes: &[u8], now: u64| {
        let before = bytes_of(&page.content);
        let seq = page.session.newest();
        let wanted = Wanted { seq, at: now, kind: Kind::BeforeRestore, name: "", schema: 1, bytes: &before };
        let number = block_on(next_number(&cupboard, DOC)).unwrap();
        page.content = serde_json::from_slice(bytes).unwrap();
        let backup = backup_writes(DOC, number, &wanted).unwrap();
        page.tell(Happened::Replaced { backup, bytes: bytes.to_vec() }, now);
        number
    };
    let number = restore(&mut page, &older, 100_002);
    assert!(page.is_saved());
    assert_eq!(content_of(&found(&cupboard)), steps(2));
    page.edit("别的", 100_003);
    let Ok(Body::Whole(head, kept)) = block_on(read_body(&cupboard, DOC, number)) else { panic!("no backup") };
    assert_eq!((head.kind, &kept), (Kind::BeforeRestore, &bytes_of(&present)));
    restore(&mut page, &kept, 100_004);
    assert_eq!(content_of(&found(&cupboard)), present);
    assert_eq!(block_on(labels(&cupboard, DOC)).unwrap().len(), 2);
}

#[test]
fn r16_a_restore_that_could_not_be_written_is_tried_again_with_its_backup() {
    let cupboard = six_steps();
    let mut page = Page::open(&cupboard, "b", 100_000);
    let before = bytes_of(&page.content);
    let wanted = Wanted { seq: 6, at: 0, kind: Kind::BeforeRestore, name: "", schema: 1, bytes: &before };
    page.broken = Some(Fault::Full);
    page.content = steps(1);
    let backup = backup_writes(DOC, 1, &wanted).unwrap();
    page.tell(Happened::Replaced { backup, bytes: bytes_of(&steps(1)) }, 100_001);
    page.edit("新", 100_002);
    page.tell(Happened::Hidden, 100_003);
    assert_eq!(content_of(&found(&cupboard)), steps(6));
    page.broken = None;
    (1..=25).for_each(|k| page.tell(Happened::Tick, 100_003 + k * 500));
    assert!(page.is_saved());
    assert_eq!(content_of(&found(&cupboard)), page.content);
    assert!(matches!(block_on(read_body(&cupboard, DOC, 1)), Ok(Body::Whole(_, bytes)) if bytes == before));
}

#[test]
fn r16_a_restore_is_neither_forgotten_nor_confused_with_a_snapshot_asked_for_before_it() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "b", 0);
    page.holding = true;
    page.edit("一", 1);
    // The snapshot after step 1 is written down, and asked for once more after five seconds.
    let asked = page.on_hold.remove(0);
    page.carry_out(asked, 2);
    let first = page.on_hold.remove(0);
    let before = bytes_of(&page.content);
    let wanted = Wanted { seq: 1, at: 3, kind: Kind::BeforeRestore, name: "", schema: 1, bytes: &before };
    page.content = steps(3);
    let backup = backup_writes(DOC, 1, &wanted).unwrap();
    page.tell(Happened::Replaced { backup, bytes: bytes_of(&steps(3)) }, 3);
    let restore = page.on_hold.remove(0);
    // The first write completes, the restore does not.
    page.carry_out(first, 4);
    page.broken = Some(Fault::Full);
    page.carry_out(restore, 5);
    assert!(!page.is_saved());
    page.broken = None;
    page.on_hold.clear();
    page.tell(Happened::Tick, 11_000);
    // An answer that was under way since before the restore is not the document any more.
    page.tell(Happened::Snapshot { seq: 1, bytes: before.clone() }, 11_001);
    page.let_go(11_002);
    assert!(page.is_saved());
    assert_eq!(content_of(&found(&cupboard)), steps(3));
    assert!(matches!(block_on(read_body(&cupboard, DOC, 1)), Ok(Body::Whole(_, bytes)) if bytes == before));
}

#[test]
fn r18_a_clock_that_jumps_loses_nothing_and_the_newest_snapshot_is_the_last_one_written() {
    let year = 365 * 24 * 3_600_000;
    let cupboard = with_document();
    let mut now = 2 * year;
    let mut page = Page::open(&cupboard, "a", now);
    for (k, jump) in [0, 31_000, -(year as i64), 31_000, 2 * year as i64, -3_600_000, 31_000].into_iter().enumerate() {
        now = now.saturating_add_signed(jump);
        page.edit(&format!("{k}"), now);
        page.tell(Happened::Tick, now + 1);
        page.tell(Happened::Tick, now + 40_000);
        assert!(page.is_saved());
        assert_eq!(content_of(&found(&cupboard)), page.content);
    }
    let (_, newest) = block_on(cupboard.read_under("snapshot/")).unwrap().pop().unwrap();
    let (head, bytes) = decode_sealed::<SnapshotHead>(&newest).unwrap();
    assert_eq!((head.seq, bytes), (7, &bytes_of(&page.content)[..]));
    // A failed write is tried again although the clock now stands before it failed.
    page.broken = Some(Fault::Full);
    page.edit("八", now);
    page.broken = None;
    page.tell(Happened::Tick, now - year);
    assert!(page.is_saved());
}

#[test]
fn a_snapshot_is_written_after_two_hundred_acts_and_after_thirty_seconds_of_rest() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    let snapshots = || block_on(cupboard.keys_under("snapshot/")).unwrap();
    for k in 1..=201 {
        page.edit("x", k);
    }
    // The first write after opening is one; the next comes two hundred acts later.
    assert_eq!(snapshots(), [keys::snapshot(DOC, 1), keys::snapshot(DOC, 201)]);
    page.edit("y", 300);
    page.tell(Happened::Tick, 300 + 29_999);
    assert_eq!(snapshots().last(), Some(&keys::snapshot(DOC, 201)));
    page.tell(Happened::Tick, 300 + 30_000);
    assert_eq!(snapshots(), [keys::snapshot(DOC, 201), keys::snapshot(DOC, 202)]);
    assert_eq!(found(&cupboard).acts.len(), 0);
}

#[test]
fn r20_at_least_the_last_hundred_acts_are_there_to_be_undone_after_opening_again() {
    let cupboard = with_document();
    let mut now = 0;
    let mut done = Vec::new();
    for visit in 0..30 {
        let mut page = Page::open(&cupboard, &format!("{visit}"), now);
        for k in 0..(visit * 7) % 20 {
            now += 31_000 * (k % 3 / 2) + 1;
            page.edit(&format!("{visit} {k}"), now);
            done.push(act(&format!("{visit} {k}")));
            page.tell(Happened::Tick, now + 31_000);
        }
        page.tell(Happened::Closing, now);
        let loaded = found(&cupboard);
        let there = [loaded.earlier.clone(), loaded.acts.clone()].concat();
        assert!(there.len() >= done.len().min(200), "{} of {}", there.len(), done.len());
        assert!(done.ends_with(&there) && there.len() <= 420, "{}", there.len());
    }
    assert!(done.len() > 250, "{}", done.len());
    // A replacement is a step that no act undoes: what was before it is not offered.
    let mut page = Page::open(&cupboard, "last", now);
    page.tell(Happened::Replaced { backup: Vec::new(), bytes: b"[]".to_vec() }, now);
    assert_eq!(found(&cupboard).earlier, Vec::<Vec<u8>>::new());
}

#[test]
fn a_worker_that_never_gives_a_snapshot_does_not_keep_the_acts_from_being_saved() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.holding = true;
    page.edit("一", 1);
    assert_eq!(page.on_hold, [Order::AskSnapshot]);
    page.on_hold.clear();
    page.tell(Happened::Tick, 5_001);
    page.on_hold.retain(|order| *order != Order::AskSnapshot);
    page.let_go(5_002);
    assert!(page.is_saved());
    assert_eq!(content_of(&found(&cupboard)), page.content);
}

#[test]
fn an_act_that_is_no_json_is_kept_with_the_whole_document() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.edit("一", 1);
    page.content.push("二".into());
    page.tell(Happened::Edited { act: b"{oops".to_vec() }, 2);
    page.edit("三", 3);
    assert!(page.is_saved());
    assert_eq!(content_of(&found(&cupboard)), page.content);
}

#[test]
fn the_list_knows_when_a_document_was_saved_and_how_many_edits_were_never_exported() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    let listed = || match &block_on(shelf::list(&cupboard, 1)).unwrap()[..] {
        [Listed::Entry(entry)] => entry.clone(),
        other => panic!("{other:?}"),
    };
    page.edit("一", 10);
    page.edit("二", 20);
    assert_eq!((listed().edits_since_export, listed().saved_at, listed().exported_at), (2, 20, None));
    page.tell(Happened::Exported, 30);
    assert_eq!((listed().edits_since_export, listed().exported_at), (0, Some(30)));
    let seen = Entry { title: "新题".into(), subjects: 45, saved_at: 999_999, ..Entry::default() };
    page.tell(Happened::Described { entry: Box::new(seen) }, 40);
    assert_eq!((listed().title.as_str(), listed().subjects, listed().saved_at), ("新题", 45, 20));
    page.tell(Happened::Closing, 50);
    assert_eq!(block_on(lease::seen(&cupboard, DOC)).unwrap().lease.map(|l| l.writer), Some(String::new()));
}

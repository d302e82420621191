//! The rows of the fault matrix about several pages over one cupboard, and the twelve promises of a tab.

use super::cupboard::put;
use super::faulty::block_on;
use super::keeping::load;
use super::lease::{self, Decision, Learnt, decide};
use super::record::decode_record;
use super::session::Opening;
use super::test_page::*;
use super::*;

fn hello(schema: u32) -> Happened {
    Happened::Heard { message: Message::Hello { from: "other".into(), schema } }
}

/// Lets every page hear what the others have said since the last time.
fn gossip(pages: &mut [&mut Page<MemoryCupboard>], heard: &mut usize, now: u64) {
    loop {
        let said: Vec<Message> = pages.iter().flat_map(|page| page.said()).collect();
        if said.len() == *heard {
            return;
        }
        *heard = said.len();
        for page in pages.iter_mut() {
            for message in said.iter().cloned() {
                // Twice over, as a busy channel may; hearing it again must change nothing.
                page.tell(Happened::Heard { message }, now);
            }
        }
    }
}

/// The writers of the journal, in order, each once for every time it takes over from another.
fn hands(cupboard: &MemoryCupboard) -> Vec<String> {
    let records = block_on(cupboard.read_under("journal/")).unwrap();
    let mut writers: Vec<String> = records.iter().map(|(_, b)| decode_record(b).unwrap().head.writer).collect();
    writers.dedup();
    writers
}

#[test]
fn r21_a_second_page_only_looks_and_takes_over_when_it_is_asked_to() {
    let cupboard = with_document();
    let mut first = Page::open(&cupboard, "first", 0);
    first.edit("一", 1);
    let seen = block_on(lease::seen(&cupboard, DOC)).unwrap();
    let lock = Learnt { lock: Some(false), ..Learnt::default() };
    assert_eq!(decide(&seen, "second", 2, lock), Decision::ReadOnly { writer: "first".into() });
    let mut second = Page::look(&cupboard, "second", 2);
    second.edit("不该有", 3);
    second.tell(Happened::Tick, 60_000);
    second.tell(Happened::Closing, 60_001);
    assert_eq!(second.writes, Vec::<Vec<Write>>::new());
    first.edit("二", 4);
    assert_eq!(content_of(&found(&cupboard)), first.content);
}

#[test]
fn r21_after_a_takeover_no_record_of_the_old_writer_follows_one_of_the_new() {
    let cupboard = with_document();
    let mut old = Page::open(&cupboard, "old", 0);
    old.edit("一", 1);
    old.edit("二", 1);
    let mut new = Page::open(&cupboard, "new", 2);
    for k in 3..40 {
        new.edit(&format!("新 {k}"), k);
        old.edit(&format!("旧 {k}"), k);
        old.tell(Happened::Tick, k * 40_000);
        old.tell(Happened::Hidden, k);
    }
    assert_eq!(old.session.state(), SaveState::ReadOnly { why: Why::TakenOver });
    assert!(old.notices().contains(&Notice::NotSaved { edits: 1 }));
    assert_eq!(content_of(&found(&cupboard)), new.content);
    assert_eq!(hands(&cupboard), ["old", "new"]);
}

#[test]
fn r21_a_page_that_is_asked_politely_saves_and_lets_go() {
    let cupboard = with_document();
    let mut first = Page::open(&cupboard, "first", 0);
    let mut second = Page::look(&cupboard, "second", 1);
    first.holding = true;
    first.edit("一", 2);
    let ask = Message::Ask { from: "second".into(), doc: DOC.into() };
    first.tell(Happened::Heard { message: ask }, 3);
    first.let_go(4);
    assert_eq!(first.session.state(), SaveState::ReadOnly { why: Why::TakenOver });
    assert_eq!(first.notices(), []);
    let mut heard = 0;
    gossip(&mut [&mut first, &mut second], &mut heard, 5);
    assert!(second.notices().contains(&Notice::OtherPageLetGo));
    let seen = block_on(lease::seen(&cupboard, DOC)).unwrap();
    assert_eq!(decide(&seen, "second", 5, Learnt::default()), Decision::Take);
    assert_eq!(Page::open(&cupboard, "third", 6).content, ["一"]);
}

#[test]
fn r22_without_web_locks_the_writer_beats_every_two_seconds_and_answers_who_it_is() {
    let cupboard = with_document();
    let mut first = Page::open(&cupboard, "first", 0);
    for now in (0..=60_000).step_by(1_000) {
        first.tell(Happened::Tick, now);
        let seen = block_on(lease::seen(&cupboard, DOC)).unwrap();
        let decision = decide(&seen, "second", now, Learnt::default());
        assert!(matches!(decision, Decision::Wait { ms } if ms > 4_000), "{now}: {decision:?}");
    }
    let who = Message::WhoWrites { from: "second".into(), doc: DOC.into() };
    first.tell(Happened::Heard { message: who }, 60_000);
    assert!(matches!(first.said().last(), Some(Message::Here { from, .. }) if from == "first"));
    // About another document it says nothing.
    let said = first.said().len();
    let who = Message::WhoWrites { from: "second".into(), doc: "别的".into() };
    first.tell(Happened::Heard { message: who }, 60_000);
    assert_eq!(first.said().len(), said);
}

#[test]
fn r23_a_page_that_died_gives_way_six_seconds_after_its_last_beat_and_is_refused_if_it_wakes() {
    let cupboard = with_document();
    let mut frozen = Page::open(&cupboard, "frozen", 0);
    frozen.edit("一", 1_000);
    frozen.tell(Happened::Tick, 2_000);
    let seen = block_on(lease::seen(&cupboard, DOC)).unwrap();
    assert_eq!(decide(&seen, "new", 7_999, Learnt::default()), Decision::Wait { ms: 1 });
    assert_eq!(decide(&seen, "new", 8_000, Learnt::default()), Decision::Take);
    // Frozen between an order and its write: the write comes later, as it was.
    frozen.holding = true;
    frozen.edit("迟", 2_001);
    let mut new = Page::open(&cupboard, "new", 8_000);
    new.edit("二", 8_001);
    let before = cupboard.everything();
    frozen.let_go(20_000);
    frozen.edit("更迟", 20_001);
    frozen.tell(Happened::Tick, 30_000);
    frozen.tell(Happened::Hidden, 30_001);
    assert_eq!(cupboard.everything(), before);
    assert_eq!(frozen.session.state(), SaveState::ReadOnly { why: Why::TakenOver });
    assert!(frozen.notices().contains(&Notice::NotSaved { edits: 1 }));
    let writes = frozen.writes.len();
    frozen.edit("永不", 40_000);
    frozen.tell(Happened::Tick, 99_000);
    frozen.tell(Happened::Closing, 99_001);
    assert_eq!(frozen.writes.len(), writes);
}

#[test]
fn r23_an_old_turn_is_refused_at_every_kind_of_write() {
    let cupboard = with_document();
    let mut frozen = Page::open(&cupboard, "frozen", 0);
    let Some(held) = block_on(lease::seen(&cupboard, DOC)).unwrap().lease else { panic!("no lease") };
    let held = Held { doc: DOC.into(), writer: held.writer, epoch: held.epoch };
    let mut loaded = found(&cupboard);
    Page::open(&cupboard, "new", 10).edit("二", 11);
    let before = cupboard.everything();
    let act = [act("旧")];
    assert_eq!(block_on(keeping::append(&cupboard, &held, &mut loaded, &act, 12)), Err(Fault::Fenced));
    assert_eq!(block_on(keeping::take_snapshot(&cupboard, &held, &mut loaded, b"[]", 1, 12)), Err(Fault::Fenced));
    assert_eq!(block_on(lease::beat(&cupboard, &held, 12)), Err(Fault::Fenced));
    assert_eq!(block_on(lease::release(&cupboard, &held)), Err(Fault::Fenced));
    assert_eq!(block_on(retention::delete(&cupboard, &held, 1)), Err(Fault::Fenced));
    frozen.tell(Happened::Exported, 13);
    frozen.tell(Happened::Closing, 14);
    assert_eq!(cupboard.everything(), before);
}

#[test]
fn r23_a_frozen_page_is_refused_when_the_document_was_put_into_the_bin_meanwhile() {
    let cupboard = with_document();
    let mut frozen = Page::open(&cupboard, "frozen", 0);
    frozen.edit("一", 1);
    block_on(shelf::bin(&cupboard, DOC, &asking("list", 60_000))).unwrap();
    let before = cupboard.everything();
    frozen.edit("二", 60_001);
    assert_eq!(frozen.session.state(), SaveState::ReadOnly { why: Why::TakenOver });
    assert_eq!(cupboard.everything(), before);
}

#[test]
fn r23_while_it_is_not_known_whose_turn_it_is_nothing_is_written() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.holding = true;
    page.edit("一", 1);
    let orders = page.session.happened(Happened::Tick, 2_000);
    let Some(Order::Write { number, .. }) = orders.first() else { panic!("no beat: {orders:?}") };
    let refused = Happened::Written { number: *number, outcome: Err(Fault::Fenced) };
    assert!(page.session.happened(refused, 2_001).contains(&Order::ReadLease));
    for what in [
        Happened::Snapshot { seq: 1, bytes: b"[]".to_vec() },
        Happened::Edited { act: act("二") },
        Happened::Tick,
        Happened::Hidden,
        Happened::Exported,
        Happened::Replaced { backup: Vec::new(), bytes: b"[]".to_vec() },
    ] {
        let orders = page.session.happened(what.clone(), 9_000);
        assert!(!orders.iter().any(|order| matches!(order, Order::Write { .. })), "{what:?}: {orders:?}");
    }
}

#[test]
fn r23_a_record_of_a_turn_that_had_passed_is_not_followed() {
    use super::record::{Record, RecordHead, encode_record};
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.edit("一", 1);
    page.edit("二", 2);
    let head = RecordHead { seq: 3, writer: "frozen".into(), epoch: 1, at: 0 };
    let stale = encode_record(&Record { head, act: act("旧") }).unwrap();
    block_on(cupboard.write(None, vec![put(keys::journal(DOC, 3), stale)], Durability::Relaxed)).unwrap();
    assert_eq!((content_of(&found(&cupboard)), found(&cupboard).harm.lost_steps), (page.content, 1));
}

#[test]
fn r24_going_back_and_forth_between_pages_changes_nothing_on_either_screen() {
    let cupboard = with_document();
    let mut writer = Page::open(&cupboard, "writer", 0);
    let mut reader = Page::look(&cupboard, "reader", 1);
    let mut heard = 0;
    for k in 0..50 {
        writer.edit(&format!("{k}"), k * 1_000);
        for page in [&mut writer, &mut reader] {
            page.tell(Happened::Hidden, k * 1_000 + 1);
            page.tell(Happened::Tick, k * 1_000 + 2);
        }
        gossip(&mut [&mut writer, &mut reader], &mut heard, k * 1_000 + 3);
    }
    assert_eq!(writer.content.len(), 50);
    assert_eq!(reader.content, Vec::<String>::new());
    assert!(reader.notices().contains(&Notice::OtherPageSaved { seq: 50 }));
    for page in [&writer, &reader] {
        assert!(!page.others.contains(&Order::Reload));
    }
    assert_eq!(reader.writes, Vec::<Vec<Write>>::new());
    assert_eq!(content_of(&found(&cupboard)), writer.content);
}

#[test]
fn r25_a_duplicated_tab_has_its_own_id_and_the_first_one_is_refused_once_it_has_taken_over() {
    let cupboard = with_document();
    let mut first = Page::open(&cupboard, "id-1", 0);
    first.edit("一", 1);
    let seen = block_on(lease::seen(&cupboard, DOC)).unwrap();
    assert_eq!(decide(&seen, "id-1", 2, Learnt::default()), Decision::Mine);
    assert!(matches!(decide(&seen, "id-2", 2, Learnt::default()), Decision::Wait { .. }));
    let mut second = Page::open(&cupboard, "id-2", 3);
    let mut heard = 0;
    gossip(&mut [&mut first, &mut second], &mut heard, 4);
    // It heard of the other's turn, looked into the cupboard, and found that it is so.
    assert_eq!(first.session.state(), SaveState::ReadOnly { why: Why::TakenOver });
    assert!(matches!(second.session.state(), SaveState::Saved { .. }));
}

#[test]
fn r26_a_page_that_a_newer_program_waits_for_saves_lets_go_and_closes() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.holding = true;
    page.edit("一", 1);
    page.tell(Happened::UpgradeAsked, 2);
    assert!(!page.others.contains(&Order::CloseCupboard));
    page.let_go(3);
    assert!(page.others.contains(&Order::CloseCupboard));
    assert_eq!(page.session.state(), SaveState::ReadOnly { why: Why::NewerProgram });
    assert_eq!(content_of(&found(&cupboard)), page.content);
    assert_eq!(page.notices(), []);
}

#[test]
fn r26_a_page_that_cannot_save_makes_way_all_the_same_and_says_what_is_not_saved() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.broken = Some(Fault::Full);
    page.edit("一", 1);
    page.tell(Happened::UpgradeAsked, 2);
    assert!(page.others.contains(&Order::CloseCupboard));
    assert_eq!(page.notices(), [Notice::NotSaved { edits: 1 }]);
}

#[test]
fn r28_at_most_one_reload_in_sixty_seconds() {
    let cupboard = with_document();
    for (ago, reloads) in [(59_999, false), (60_000, true)] {
        let begun = 1_000_000;
        let now = begun + 10_000;
        let opening = Opening { last_reload: Some(now - ago), ..opening("a", begun) };
        let mut page = Page::begin(&cupboard, opening);
        page.load("a", begun).unwrap();
        page.tell(hello(2), now);
        assert_eq!(page.others.contains(&Order::Reload), reloads);
        assert_eq!(page.notices().contains(&Notice::NewerProgram), !reloads);
    }
}

#[test]
fn r31_a_message_that_is_not_true_changes_nothing() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.edit("一", 1);
    let (from, doc) = (|| "liar".to_owned(), || DOC.to_owned());
    for message in [
        Message::Took { from: from(), doc: doc(), epoch: 999 },
        Message::Cleared { from: from() },
        Message::Freed { from: from(), doc: doc(), epoch: 999 },
        Message::Wrote { from: from(), doc: doc(), epoch: 999, seq: 999 },
        Message::Here { from: from(), doc: doc(), epoch: 999 },
        Message::Shelf { from: from() },
        Message::Took { from: "a".into(), doc: doc(), epoch: 999 },
    ] {
        page.tell(Happened::Heard { message: message.clone() }, 10);
        page.edit("又", 11);
        assert!(page.is_saved(), "{message:?}");
        assert_eq!(content_of(&found(&cupboard)), page.content);
    }
    assert_eq!(page.notices(), []);
}

#[test]
fn r19_what_somebody_cleared_on_purpose_is_not_brought_back_by_an_open_page() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.edit("一", 1);
    block_on(shelf::clear_ours(&cupboard)).unwrap();
    page.tell(Happened::Heard { message: Message::Cleared { from: "list".into() } }, 2);
    page.tell(Happened::Tick, 60_000);
    page.edit("二", 60_001);
    page.tell(Happened::Closing, 60_002);
    assert!(cupboard.everything().is_empty());
}

#[test]
fn r32_what_is_heard_while_loading_is_heard_after_it() {
    let cupboard = with_document();
    let mut page = Page::begin(&cupboard, opening("a", 0));
    let who = Message::WhoWrites { from: "b".into(), doc: DOC.into() };
    page.tell(Happened::Heard { message: who }, 1);
    assert_eq!(page.said().len(), 1);
    page.load("a", 2).unwrap();
    assert!(page.said().iter().any(|m| matches!(m, Message::Here { .. })));
}

// The twelve promises of tldraw's TLLocalSyncClient.test.ts, as they read here.

#[test]
fn announces_schema_on_connect() {
    let (_, orders) = Session::open(opening("a", 0));
    assert_eq!(orders, [Order::Say { message: Message::Hello { from: "a".into(), schema: 1 } }]);
}

#[test]
fn newer_schema_reload() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.edit("一", 1);
    page.tell(hello(2), 5_000);
    assert!(page.others.contains(&Order::Reload));
    // Not with edits that would be lost by it.
    let mut page = Page::open(&cupboard, "b", 6_000);
    page.broken = Some(Fault::Full);
    page.edit("二", 20_000);
    page.tell(hello(2), 20_001);
    assert!(!page.others.contains(&Order::Reload));
    assert_eq!(page.notices(), [Notice::NotSaved { edits: 1 }, Notice::NewerProgram]);
}

#[test]
fn newer_schema_right_after_load_error_no_reload_loop() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.tell(hello(2), 4_999);
    assert!(!page.others.contains(&Order::Reload));
    assert_eq!(page.notices(), [Notice::NewerProgram]);
    assert_eq!(page.session.state(), SaveState::ReadOnly { why: Why::NewerProgram });
    page.tell(hello(2), 9_000);
    assert!(!page.others.contains(&Order::Reload));
}

#[test]
fn first_write_full_overwrite() {
    let cupboard = with_document();
    let is_snapshot = |write: &Write| matches!(write, Write::Put { key, .. } if key.starts_with("snapshot/"));
    for (writer, at) in [("a", 0), ("b", 100)] {
        let mut page = Page::open(&cupboard, writer, at);
        page.edit("一", at + 1);
        page.edit("二", at + 2);
        assert!(page.writes[0].iter().any(is_snapshot));
        assert!(!page.writes[1].iter().any(is_snapshot));
        // Saved again after the browser lost everything: whole again.
        block_on(shelf::clear_ours(&cupboard)).unwrap();
        page.tell(Happened::Gone, at + 3);
        assert!(page.writes[2].iter().any(is_snapshot));
    }
}

#[test]
fn queue_cleared_after_write() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.edit("一", 1);
    page.edit("二", 2);
    assert_eq!(page.session.unsaved(), 0);
    page.edit("三", 3);
    let journalled = |write: &Write| matches!(write, Write::Put { key, .. } if key.starts_with("journal/"));
    assert_eq!(page.writes.last().map(|writes| writes.iter().filter(|w| journalled(w)).count()), Some(1));
}

#[test]
fn edits_during_a_write_are_written_afterwards() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.edit("一", 1);
    page.holding = true;
    for k in 2..7 {
        page.edit(&format!("{k}"), k);
    }
    // One write is on its way; the other four acts wait, and go together, in order.
    assert_eq!(page.on_hold.len(), 1);
    assert_eq!(page.session.state(), SaveState::Saving);
    page.let_go(10);
    assert!(page.is_saved());
    assert_eq!(page.writes.len(), 3);
    assert_eq!(content_of(&found(&cupboard)), ["一", "2", "3", "4", "5", "6"]);
}

#[test]
fn notice_arriving_during_load_is_applied_after_load() {
    let cupboard = with_document();
    let mut page = Page::begin(&cupboard, opening("b", 0));
    let wrote = Message::Wrote { from: "a".into(), doc: DOC.into(), epoch: 1, seq: 7 };
    page.tell(Happened::Heard { message: wrote }, 1);
    assert_eq!(page.notices(), []);
    let loaded = Box::new(found(&cupboard));
    page.tell(Happened::Loaded { loaded, held: None }, 2);
    assert_eq!(page.notices(), [Notice::OtherPageSaved { seq: 7 }]);
}

#[test]
fn tab_with_schema_mismatch_stops_writing() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.edit("一", 1);
    page.holding = true;
    page.edit("二", 2);
    page.tell(hello(2), 10_000);
    let (writes, before) = (page.writes.len(), page.on_hold.len());
    page.edit("三", 10_001);
    for what in [Happened::Tick, Happened::Hidden, Happened::Exported, Happened::Closing] {
        page.tell(what, 70_000);
    }
    assert_eq!((page.writes.len(), page.on_hold.len()), (writes, before));
    // Also when it is the cupboard that says so.
    let mut page = Page::open(&cupboard, "b", 100_000);
    page.broken = Some(Fault::Newer);
    page.edit("四", 110_000);
    page.broken = None;
    let writes = page.writes.len();
    page.edit("五", 110_001);
    page.tell(Happened::Tick, 200_000);
    assert_eq!(page.session.state(), SaveState::ReadOnly { why: Why::NewerProgram });
    assert_eq!(page.writes.len(), writes);
}

#[test]
fn close_writes_queued_edits() {
    let cupboard = with_document();
    let mut page = Page::open(&cupboard, "a", 0);
    page.holding = true;
    // The whole document was asked for and has not come: the acts go without it.
    page.edit("一", 1);
    page.edit("二", 2);
    page.tell(Happened::Closing, 3);
    page.on_hold.retain(|order| matches!(order, Order::Write { .. }));
    page.let_go(4);
    assert_eq!(content_of(&found(&cupboard)), ["一", "二"]);
    let seen = block_on(lease::seen(&cupboard, DOC)).unwrap();
    assert_eq!(decide(&seen, "next", 5, Learnt::default()), Decision::Take);
}

#[test]
fn close_during_an_in_flight_write_still_writes() {
    for first_fails in [false, true] {
        let cupboard = with_document();
        let mut page = Page::open(&cupboard, "a", 0);
        page.edit("一", 1);
        page.holding = true;
        page.edit("二", 2);
        page.edit("三", 3);
        page.tell(Happened::Closing, 4);
        if first_fails {
            page.on_hold.remove(0);
        }
        page.let_go(5);
        assert_eq!(content_of(&found(&cupboard)), ["一", "二", "三"]);
    }
}

#[test]
fn held_back_mismatch_not_overridden_by_load() {
    let cupboard = with_document();
    let mut page = Page::begin(&cupboard, opening("a", 0));
    page.tell(hello(2), 1);
    page.load("a", 2).unwrap();
    let before = cupboard.everything();
    assert_eq!(page.session.state(), SaveState::ReadOnly { why: Why::NewerProgram });
    page.edit("一", 3);
    page.tell(Happened::Tick, 60_000);
    page.tell(Happened::Closing, 60_001);
    assert_eq!(cupboard.everything(), before);
}

#[test]
fn close_before_load_never_writes() {
    let cupboard = with_document();
    let before = cupboard.everything();
    let mut page = Page::begin(&cupboard, opening("a", 0));
    page.edit("一", 1);
    page.tell(Happened::Hidden, 2);
    page.tell(Happened::Closing, 3);
    let loaded = Box::new(found(&cupboard));
    let held = Some(Held { doc: DOC.into(), writer: "a".into(), epoch: 9 });
    page.tell(Happened::Loaded { loaded, held }, 4);
    page.edit("二", 5);
    page.tell(Happened::Tick, 60_000);
    assert_eq!(page.writes, Vec::<Vec<Write>>::new());
    assert_eq!(cupboard.everything(), before);
}

#[test]
fn r27_an_older_program_opens_a_newer_document_to_look_and_writes_nothing() {
    let cupboard = with_document();
    let newer = Opening { schema: 2, ..opening("new", 0) };
    let mut page = Page::begin(&cupboard, newer);
    page.load("new", 0).unwrap();
    page.edit("一", 1);
    page.tell(Happened::Closing, 2);
    let before = cupboard.everything();
    assert_eq!(block_on(load(&cupboard, DOC, 1, 3)), Ok(Found::Newer { schema: 2, bytes: bytes_of(&page.content) }));
    let mut old = Page::begin(&cupboard, opening("old", 3));
    old.tell(Happened::NotLoaded { why: Why::NewerProgram }, 3);
    old.edit("二", 4);
    old.tell(Happened::Tick, 60_000);
    old.tell(Happened::Closing, 60_001);
    assert_eq!(old.writes, Vec::<Vec<Write>>::new());
    assert_eq!(cupboard.everything(), before);
}

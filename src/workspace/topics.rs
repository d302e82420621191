//! Questions that a part of the page follows: asked once, and again after every change of the document.

use super::shared::Shared;
use crate::worker::protocol::{Reply, Request};
use std::collections::BTreeMap;

/// What a question is about. A part of the page follows one question on a topic at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Reported values.
    Sheet,
    Events,
    /// Schemes side by side.
    Schemes,
    /// Two sides, all subjects.
    Comparison,
    /// Two sides, one subject.
    SubjectComparison,
    /// Categories side by side.
    Profiles,
    /// What differs from another version.
    Difference,
    /// What a what-if changes.
    Supposed,
}

/// All questions that are followed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topics(BTreeMap<Topic, Followed>);

#[derive(Clone, Debug, PartialEq)]
struct Followed {
    request: Request,
    /// Number of the request on its way, and the state of the document it asks about.
    asked: Option<(u32, u64)>,
    /// The last answer, and the state of the document it speaks of; none: to be asked.
    answered: Option<u64>,
    answer: Option<Shared<Reply>>,
}

impl Topics {
    /// From now on this is wanted. The last answer stays on show until the next one is there.
    pub fn follow(&mut self, topic: Topic, request: Request) {
        let answer = match self.0.get(&topic) {
            Some(followed) if followed.request == request => return,
            Some(followed) => followed.answer.clone(),
            None => None,
        };
        self.0.insert(topic, Followed { request, asked: None, answered: None, answer });
    }

    /// It is wanted no more.
    pub fn unfollow(&mut self, topic: Topic) {
        self.0.remove(&topic);
    }

    /// The last answer on a topic.
    pub fn answer(&self, topic: Topic) -> Option<Shared<Reply>> {
        self.0.get(&topic)?.answer.clone()
    }

    /// Whether a newer answer is on its way.
    pub fn is_waiting(&self, topic: Topic) -> bool {
        self.0.get(&topic).is_some_and(|followed| followed.asked.is_some())
    }

    /// The state of the document that the last answer speaks of.
    pub fn revision(&self, topic: Topic) -> Option<u64> {
        self.0.get(&topic)?.answered
    }

    /// What has to be asked about this state of the document.
    pub fn due(&mut self, revision: u64, mut next: impl FnMut() -> u32) -> Vec<(u32, Request)> {
        let mut due = Vec::new();
        for followed in self.0.values_mut() {
            let asked = followed.asked.is_some_and(|(_, about)| about == revision);
            if !asked && followed.answered != Some(revision) {
                let id = next();
                followed.asked = Some((id, revision));
                due.push((id, followed.request.clone()));
            }
        }
        due
    }

    /// Takes an answer; false: nobody waits for it.
    pub fn answered(&mut self, id: u32, reply: &Reply) -> bool {
        let waiting = self.0.values_mut().find(|followed| followed.asked.is_some_and(|(asked, _)| asked == id));
        let Some(followed) = waiting else { return false };
        followed.answered = followed.asked.take().map(|(_, revision)| revision);
        followed.answer = Some(Shared::new(reply.clone()));
        true
    }

    /// Another document is open: what was answered does not speak of it.
    pub fn forget(&mut self) {
        for followed in self.0.values_mut() {
            followed.asked = None;
            followed.answered = None;
            followed.answer = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counter() -> impl FnMut() -> u32 {
        let mut last = 0;
        move || {
            last += 1;
            last
        }
    }

    #[test]
    fn a_question_is_asked_once_for_each_state_of_the_document() {
        let mut topics = Topics::default();
        let mut next = counter();
        topics.follow(Topic::Events, Request::Events);
        assert_eq!(topics.due(1, &mut next), [(1, Request::Events)]);
        assert!(topics.due(1, &mut next).is_empty());
        assert!(topics.is_waiting(Topic::Events));
        assert!(topics.answered(1, &Reply::Cancelled));
        assert!(topics.due(1, &mut next).is_empty() && !topics.is_waiting(Topic::Events));
        assert_eq!(topics.due(2, &mut next), [(2, Request::Events)]);
        assert!(topics.answer(Topic::Events).is_some());
    }

    #[test]
    fn the_answer_to_an_older_question_is_not_taken() {
        let mut topics = Topics::default();
        let mut next = counter();
        topics.follow(Topic::Events, Request::Events);
        topics.due(1, &mut next);
        assert_eq!(topics.due(2, &mut next), [(2, Request::Events)]);
        assert!(!topics.answered(1, &Reply::Cancelled));
        assert!(topics.answer(Topic::Events).is_none());
        topics.unfollow(Topic::Events);
        assert!(!topics.answered(2, &Reply::Cancelled));
    }
}

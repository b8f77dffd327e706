//! What people decided about the marks of one article.
//!
//! A decision is a [`VerdictEvent`]: immutable, named by its content. A [`Log`] is a set of
//! events in a fixed order, and the state of a [`Review`] is the fold of its log over what the
//! engine proposes: the union of two people's logs, in whatever order and however often their
//! events arrive, is one state. Undo and redo are events too, so nothing ever leaves the log.
//!
//! Limits, so that a log from elsewhere can neither exhaust memory nor hang the page:
//! [`MAX_EVENTS`] events a log; 16 MiB, 1,000 stretches and 4 MiB of words an event; a clock at
//! most [`Clock::MAX_AHEAD`] ahead; [`MAX_SEARCHED`] bytes searched for marks that moved. What
//! is refused is reported with the reason.

mod change;
mod clock;
mod event;
mod event_value;
mod fold;
mod log;
mod mark;
mod proposal;
mod value;
#[cfg(feature = "serde")]
mod value_serde;
mod view;

#[cfg(test)]
mod tests;

pub use change::{Change, ChangeError};
pub use clock::Clock;
pub use event::{Action, EVENT_VERSION, MAX_WINDOW, VerdictEvent, Window};
pub use event_value::EventError;
pub use log::{Entry, LoadReport, Log, MAX_EVENTS};
pub use mark::{Attributes, Confidence, MarkBody, MarkKind, MarkState, Part, Parts, Target};
pub use value::Value;
pub(crate) use value::record;
pub use view::{MAX_SEARCHED, Mark};

use crate::ENGINE_VERSION;
use crate::analysis::Analysis;
use crate::anchor::Orphan;
use crate::article::{Article, OffsetMap};
use crate::order;
use fold::{EventIndex, Fold};
use proposal::Proposal;
use std::sync::Arc;
use view::{Places, View};

/// How far a review has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// All marks.
    pub total: u32,
    /// Marks that nobody has decided.
    pub open: u32,
    /// See [`MarkState::Accepted`].
    pub accepted: u32,
    /// See [`MarkState::Rejected`].
    pub rejected: u32,
    /// See [`MarkState::Corrected`].
    pub corrected: u32,
    /// See [`MarkState::Added`].
    pub added: u32,
    /// See [`MarkState::Orphaned`].
    pub orphaned: u32,
}

/// The review of one article by one person: what the engine proposes, everybody's events, and
/// what they come to.
///
/// Every `now` is the wall clock in milliseconds since 1970.
///
/// ```
/// use ascribe::{Article, Span, review::{Change, MarkKind, Review}};
/// let article = Article::from_plain("“We leave,” she said.");
/// let mut review = Review::new(article.into(), "story-1", "ana");
/// let words = Change { whole: Some(vec![Span::new(0, 15)]), ..Change::default() };
/// review.add(MarkKind::Quote, &words, "m1", 1_000)?;
/// assert_eq!(review.progress().added, 1);
/// review.undo(2_000)?;
/// assert_eq!(review.progress().total, 0);
/// # Ok::<(), ascribe::review::ChangeError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Review {
    article: Arc<Article>,
    map: OffsetMap,
    key: String,
    actor: String,
    engine: String,
    proposals: Vec<Proposal>,
    log: Log,
    fold: Fold,
    places: Places,
    view: View,
    /// False while `view` has to be put together anew.
    fresh: bool,
}

impl Review {
    /// An empty review. `key` is the host's name for the article, `actor` its name for the
    /// person who decides here.
    pub fn new(article: Arc<Article>, key: &str, actor: &str) -> Review {
        Review {
            map: OffsetMap::new(article.text()),
            article,
            key: key.to_owned(),
            actor: actor.to_owned(),
            engine: ENGINE_VERSION.to_owned(),
            proposals: Vec::new(),
            log: Log::default(),
            fold: Fold::default(),
            places: Places::default(),
            view: View::default(),
            fresh: true,
        }
    }

    /// Says which engine proposes marks, where it is not this one with its built-in weights:
    /// from now on events name it.
    pub fn set_engine(&mut self, engine: String) {
        self.engine = engine;
    }

    /// The article under review.
    pub fn article(&self) -> &Arc<Article> {
        &self.article
    }

    /// Converts offsets of the article's text.
    pub fn offset_map(&self) -> &OffsetMap {
        &self.map
    }

    /// Replaces what the engine proposes; what people decided stays. Linear in the analysis,
    /// which must be one of this article.
    pub fn propose(&mut self, analysis: &Analysis) {
        self.proposals = proposal::proposals(analysis, self.article.text());
        self.fresh = false;
    }

    /// Adds stored events to the log, in any order; sending one twice is harmless. An `Err`
    /// among them stands for an event that could not be read and is reported as such.
    pub fn load(
        &mut self,
        events: impl IntoIterator<Item = Result<Value, String>>,
        now: u64,
    ) -> LoadReport {
        let report = self.log.load(events, &self.key, now);
        if report.added > 0 {
            self.fold = Fold::default();
            for (index, entry) in self.log.entries().iter().enumerate() {
                if let Some(event) = entry.event() {
                    self.fold.apply(index as EventIndex, event);
                }
            }
            self.fresh = false;
        }
        report
    }

    /// All events, in their order.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The decisions that stand, one for each mark that anybody decided about, in the log's order.
    pub fn standing(&self) -> impl Iterator<Item = &VerdictEvent> {
        let mut standing: Vec<EventIndex> = self
            .fold
            .marks()
            .filter_map(|(mark, _)| self.fold.standing(mark))
            .collect();
        order::sort_by_key(&mut standing, |&index| index);
        standing
            .into_iter()
            .filter_map(|index| view::event_at(&self.log, index))
    }

    /// All marks in reading order, orphans last.
    pub fn marks(&mut self) -> &[Mark] {
        self.refresh();
        &self.view.marks
    }

    /// The mark with this id.
    pub fn mark(&mut self, id: &str) -> Option<&Mark> {
        self.refresh();
        self.view.position(id).map(|index| &self.view.marks[index])
    }

    /// Of a quote: the mark that says who speaks, as the engine has it.
    pub fn attribution_of(&mut self, id: &str) -> Option<&Mark> {
        let proposal = self.mark(id)?.proposal?;
        let attribution = self.proposals[proposal as usize].attribution?;
        let id = self.proposals.get(attribution as usize)?.id.clone();
        self.mark(&id)
    }

    /// The parts of a mark as the engine has it, whatever people made of it; `None` where the
    /// engine does not propose it.
    pub fn proposed(&mut self, id: &str) -> Option<&Parts> {
        let proposal = self.mark(id)?.proposal?;
        Some(&self.proposals.get(proposal as usize)?.parts)
    }

    /// The words of a mark as they stand in the text, or as last seen for an orphan; pieces are
    /// joined by " … ".
    pub fn excerpt(&self, mark: &Mark) -> String {
        let text = self.article.text();
        let words: Vec<&str> = match (mark.state, self.body_of_decision(mark.decision)) {
            (MarkState::Orphaned, Some(body)) => {
                let main = body.attributes.kind.main_part();
                let targets = body.targets.iter().filter(|target| target.part == main);
                targets
                    .map(|target| target.selector.exact.as_str())
                    .collect()
            }
            _ => mark
                .main_spans()
                .iter()
                .map(|span| span.slice(text))
                .collect(),
        };
        words.join(" … ")
    }

    /// Marks with a stretch at a UTF-8 offset, the shortest stretch first. Linear in the marks.
    pub fn hit(&mut self, offset: u32) -> Vec<&Mark> {
        self.refresh();
        let mut hits: Vec<(u32, &Mark)> = self
            .view
            .marks
            .iter()
            .filter_map(|mark| {
                let spans = mark.parts.iter().filter(|(_, span)| span.contains(offset));
                spans
                    .map(|(_, span)| span.len())
                    .min()
                    .map(|len| (len, mark))
            })
            .collect();
        order::sort_by_key(&mut hits, |(length, _)| *length);
        hits.into_iter().map(|(_, mark)| mark).collect()
    }

    /// How far the review has come.
    pub fn progress(&mut self) -> Progress {
        let mut progress = Progress::default();
        for mark in self.marks() {
            progress.total += 1;
            match mark.state {
                MarkState::Suggested => progress.open += 1,
                MarkState::Accepted => progress.accepted += 1,
                MarkState::Rejected => progress.rejected += 1,
                MarkState::Corrected => progress.corrected += 1,
                MarkState::Added => progress.added += 1,
                MarkState::Orphaned => progress.orphaned += 1,
            }
        }
        progress
    }

    /// The mark is right. Returns the event to store.
    pub fn accept(&mut self, id: &str, now: u64) -> Result<&VerdictEvent, ChangeError> {
        let (body, place) = self.body_now(id)?;
        self.commit(
            Action::Accept,
            id,
            Some(body.clone()),
            Some(body),
            place,
            now,
        )
    }

    /// The mark is wrong.
    pub fn reject(&mut self, id: &str, now: u64) -> Result<&VerdictEvent, ChangeError> {
        let (body, place) = self.body_now(id)?;
        self.commit(Action::Reject, id, Some(body), None, place, now)
    }

    /// The mark is right once changed. An orphan is given new places this way.
    pub fn correct(
        &mut self,
        id: &str,
        change: &Change,
        now: u64,
    ) -> Result<&VerdictEvent, ChangeError> {
        let (before, place) = self.body_now(id)?;
        let old = place.unwrap_or_default();
        let text = self.article.text();
        let (attributes, parts) = change.apply(&before.attributes, &old, text)?;
        if (&attributes, &parts) == (&before.attributes, &old) {
            return Err(ChangeError::Nothing);
        }
        let after = MarkBody::describe(attributes, &parts, text, &self.map);
        self.commit(
            Action::Correct,
            id,
            Some(before),
            Some(after),
            Ok(parts),
            now,
        )
    }

    /// A mark that the engine missed, with the id `id`; `mark` holds its parts and properties.
    pub fn add(
        &mut self,
        kind: MarkKind,
        mark: &Change,
        id: &str,
        now: u64,
    ) -> Result<&VerdictEvent, ChangeError> {
        let proposed = || self.proposals.iter().any(|proposal| proposal.id == id);
        if id.is_empty() || self.fold.knows(id) || proposed() {
            return Err(ChangeError::UnusableId(id.to_owned()));
        }
        let text = self.article.text();
        let (attributes, parts) = mark.apply(&Attributes::of(kind), &Parts::default(), text)?;
        let after = MarkBody::describe(attributes, &parts, text, &self.map);
        self.commit(Action::Add, id, None, Some(after), Ok(parts), now)
    }

    /// Takes back this person's last decision that stands, with all of its group.
    /// `Ok(None)` where there is none.
    pub fn undo(&mut self, now: u64) -> Result<Option<&VerdictEvent>, ChangeError> {
        self.take_back(Action::Undo, now)
    }

    /// Takes back this person's last undo, if they have decided nothing since.
    pub fn redo(&mut self, now: u64) -> Result<Option<&VerdictEvent>, ChangeError> {
        self.take_back(Action::Redo, now)
    }

    /// Whether there is a decision to undo.
    pub fn can_undo(&self) -> bool {
        self.fold.next(&self.actor, Action::Undo).is_some()
    }

    /// Whether there is an undo to take back.
    pub fn can_redo(&self) -> bool {
        self.fold.next(&self.actor, Action::Redo).is_some()
    }

    fn take_back(
        &mut self,
        action: Action,
        now: u64,
    ) -> Result<Option<&VerdictEvent>, ChangeError> {
        let Some(about) = self.fold.next(&self.actor, action) else {
            return Ok(None);
        };
        let Some(target) = view::event_at(&self.log, about) else {
            return Ok(None);
        };
        let mark = target.annotation.clone();
        let (target, group) = (target.id.clone(), target.group.clone());
        let undone = action == Action::Undo;
        let after = self.fold.standing_after(&mark, about, undone);
        let event = VerdictEvent {
            group,
            target: Some(target),
            before: self.body_at(&mark, self.fold.standing(&mark)),
            after: self.body_at(&mark, after),
            ..self.draft(action, &mark, now)
        };
        self.fresh = false;
        self.append(event, now).map(Some)
    }

    /// The mark as `decision` left it; without one, as the engine proposes it.
    fn body_at(&self, mark: &str, decision: Option<EventIndex>) -> Option<MarkBody> {
        if decision.is_some() {
            return self.body_of_decision(decision).cloned();
        }
        let proposal = self.proposals.iter().find(|proposal| proposal.id == mark)?;
        let text = self.article.text();
        let attributes = proposal.attributes.clone();
        Some(MarkBody::describe(
            attributes,
            &proposal.parts,
            text,
            &self.map,
        ))
    }

    fn body_of_decision(&self, decision: Option<EventIndex>) -> Option<&MarkBody> {
        view::event_at(&self.log, decision?)?.body()
    }

    /// The mark as it stands now, with fresh selectors, and its place; an orphan as last seen.
    fn body_now(&mut self, id: &str) -> Result<(MarkBody, Result<Parts, Orphan>), ChangeError> {
        self.refresh();
        let unknown = || ChangeError::UnknownMark(id.to_owned());
        let index = self.view.position(id).ok_or_else(unknown)?;
        let mark = &self.view.marks[index];
        if mark.state == MarkState::Orphaned {
            let body = self.body_of_decision(mark.decision).ok_or_else(unknown)?;
            return Ok((body.clone(), Err(Orphan::Absent)));
        }
        let text = self.article.text();
        let body = MarkBody::describe(mark.attributes.clone(), &mark.parts, text, &self.map);
        Ok((body, Ok(mark.parts.clone())))
    }

    fn draft(&self, action: Action, mark: &str, now: u64) -> VerdictEvent {
        VerdictEvent {
            id: String::new(),
            article: self.key.clone(),
            clock: Clock::default(),
            actor: self.actor.clone(),
            at: clock::iso_8601(now),
            engine: self.engine.clone(),
            group: None,
            action,
            annotation: mark.to_owned(),
            target: None,
            window: None,
            before: None,
            after: None,
        }
    }

    fn append(&mut self, event: VerdictEvent, now: u64) -> Result<&VerdictEvent, ChangeError> {
        let index = self.log.entries().len() as EventIndex;
        let event = self
            .log
            .append(event, now)
            .map_err(|error| ChangeError::TooLarge(error.to_string()))?;
        self.fold.apply(index, event);
        Ok(event)
    }

    fn commit(
        &mut self,
        action: Action,
        mark: &str,
        before: Option<MarkBody>,
        after: Option<MarkBody>,
        place: Result<Parts, Orphan>,
        now: u64,
    ) -> Result<&VerdictEvent, ChangeError> {
        let is_attribution = before
            .as_ref()
            .or(after.as_ref())
            .is_some_and(|body| body.attributes.kind == MarkKind::Attribution);
        let event = VerdictEvent {
            window: match &place {
                Ok(parts) if is_attribution => Window::of(&self.article, &self.map, parts),
                _ => None,
            },
            before,
            after,
            ..self.draft(action, mark, now)
        };
        let index = self.log.entries().len() as EventIndex;
        let id = self.append(event, now)?.id.clone();
        self.places.note(&id, place);
        // Accepting and rejecting move nothing: a bulk decision need not sort the list anew for
        // each mark.
        match (action, self.view.position(mark)) {
            (Action::Accept | Action::Reject, Some(position)) if self.fresh => {
                let mark = &mut self.view.marks[position];
                if mark.state != MarkState::Orphaned {
                    mark.state = view::state_after(action);
                }
                mark.actor = Some(self.actor.clone());
                mark.decision = Some(index);
            }
            _ => self.fresh = false,
        }
        let event = view::event_at(&self.log, index);
        event.ok_or_else(|| ChangeError::UnknownMark(mark.to_owned()))
    }

    fn refresh(&mut self) {
        if self.fresh {
            return;
        }
        self.view = View::build(
            &self.proposals,
            &self.log,
            &self.fold,
            &mut self.places,
            self.article.text(),
            &self.map,
        );
        self.fresh = true;
    }
}

//! What a cluster is: a person or a body, and which generic nouns can mean it.

use super::cluster::Clusters;
use super::mention::MentionKind;
use super::nouns::{Sort, WordClass, names_body, sort_of_name, sort_of_noun, word_class};

impl Clusters<'_> {
    /// True for a cluster of names.
    pub fn is_name(&self, number: u32) -> bool {
        self.list[number as usize].kind == MentionKind::Name
    }

    /// True for a person: by what stands beside the name; else a name of two to four words, or
    /// one mentioned again, that holds no word for a body.
    pub fn is_person(&self, number: u32) -> bool {
        let cluster = &self.list[number as usize];
        if cluster.kind != MentionKind::Name {
            return false;
        }
        let name = cluster.name.slice(self.text);
        let acronym = name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'.');
        if cluster.titled.is_some() {
            return true;
        }
        let bodily = cluster.words.iter().any(|word| names_body(word));
        let mut evidence = cluster.evidence;
        if bodily || acronym || name.contains(" of ") || name.contains('&') {
            evidence -= 3;
        }
        if let [first, .., last] = &cluster.words[..] {
            if sort_of_name(last).is_some() {
                evidence -= 3;
            }
            // a person's short form is the family name, a body's the first word
            if cluster.short.contains(last) {
                evidence += 2;
            } else if cluster.short.contains(first) {
                evidence -= 2;
            }
        }
        match evidence {
            0 => cluster.words.len() > 1 && cluster.words.len() <= 4 || cluster.mentions.len() > 1,
            evidence => evidence > 0,
        }
    }

    /// True if "the company", "the ministry" means this cluster: an apposition or its name says
    /// so, or it is of the sort.
    pub fn is_called(&self, number: u32, noun: &str) -> bool {
        let cluster = &self.list[number as usize];
        let has = |words: &[String]| words.iter().any(|word| word == noun);
        if has(&cluster.nouns) {
            return true;
        }
        let sort = sort_of_noun(noun);
        if cluster.kind == MentionKind::Body {
            return sort.is_none()
                && cluster.words.len() > 1
                && cluster.words.last().is_some_and(|last| last == noun);
        }
        if self.is_person(number) {
            return false;
        }
        let of_sort = sort.is_some()
            && (cluster.nouns.iter().any(|own| sort_of_noun(own) == sort)
                || cluster.words.iter().any(|word| sort_of_name(word) == sort));
        of_sort || cluster.words.len() > 1 && has(&cluster.words)
    }

    /// True if "the company" may mean this cluster: a body of which nothing else is known.
    pub fn may_be_called(&self, number: u32, noun: &str) -> bool {
        let cluster = &self.list[number as usize];
        let other = |word: &String| {
            word_class(word) == Some(WordClass::Body) || sort_of_name(word).is_some()
        };
        sort_of_noun(noun) == Some(Sort::Company)
            && cluster.kind == MentionKind::Name
            && !self.is_person(number)
            && !cluster.weak
            && !cluster.place
            && (cluster.words.len() > 1 || cluster.mentions.len() > 1)
            && !cluster.nouns.iter().any(|noun| names_body(noun))
            && !cluster.words.iter().any(other)
    }
}

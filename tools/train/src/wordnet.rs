//! Lexical classes from WordNet: what kind of thing a verb or noun means, and whether a verb
//! takes a clause with "that".

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::Path;

use ascribe::model::classes::{Classes, lemma_hash};

/// Senses of a lemma that count, commonest first.
const SENSES: usize = 3;
/// The sentence frame "Somebody ----s that CLAUSE".
const THAT_CLAUSE: u32 = 26;
const COGNITION: u32 = 31;
const COMMUNICATION: u32 = 32;
/// Kinds of nouns that can be a source or a cue: acts, cognition, communication, feelings, groups,
/// people. The others would only take room.
const NOUN_FILES: [u32; 6] = [4, 9, 10, 12, 14, 18];

/// Irregular forms, which taking off endings does not reach, after their lemma.
const IRREGULAR: &str = "say said,tell told,think thought,know knew known,feel felt,hear heard,find found,\
see saw seen,write wrote written,speak spoke spoken,read read,mean meant,hold held,make made,\
take took taken,give gave given,show shown,swear swore sworn,forget forgot forgotten,teach taught,\
understand understood,foresee foresaw foreseen,lead led,leave left,keep kept,bring brought,\
seek sought,catch caught,fight fought,buy bought,go went gone,get got gotten,come came,run ran,\
stand stood,withstand withstood,lose lost,win won,pay paid,lay laid,sing sang sung,begin began begun,\
choose chose chosen,draw drew drawn,drive drove driven,fall fell fallen,throw threw thrown,grow grew grown,\
shake shook shaken,break broke broken,rise rose risen,sell sold,send sent,spend spent,build built,\
meet met,sit sat,tear tore torn,bear bore borne,wear wore worn,dream dreamt,retell retold,\
mislead misled,forbid forbade forbidden,forgive forgave forgiven,foretell foretold,rewrite rewrote rewritten";

struct Synset {
    file: u32,
    that: bool,
}

fn synsets(path: &Path) -> Result<HashMap<String, Synset>, Box<dyn Error>> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut found = HashMap::new();
    for line in text.lines().filter(|line| !line.starts_with(' ')) {
        let fields = line.split(" | ").next().unwrap_or("");
        let mut words = fields.split(' ');
        let (Some(offset), Some(file)) = (words.next(), words.next()) else {
            continue;
        };
        let fields: Vec<&str> = fields.split(' ').collect();
        let that = fields
            .windows(2)
            .any(|pair| pair[0] == "+" && pair[1].parse() == Ok(THAT_CLAUSE) && pair[1].len() == 2);
        let synset = Synset {
            file: file.parse().unwrap_or(0),
            that,
        };
        found.insert(offset.to_string(), synset);
    }
    Ok(found)
}

/// Lemmas with their senses' offsets and how many of them are met in tagged text.
type Lemmas = BTreeMap<String, (Vec<String>, u32)>;

/// For each single-word lemma: its senses' offsets and how many are seen in tagged text.
fn lemmas(path: &Path) -> Result<Lemmas, Box<dyn Error>> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut found = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with(' ')) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let plain = fields[0].bytes().all(|b| b.is_ascii_lowercase());
        let pointers: usize = fields.get(3).and_then(|n| n.parse().ok()).unwrap_or(0);
        let (Some(tagged), true) = (fields.get(5 + pointers), plain) else {
            continue;
        };
        let senses = fields[6 + pointers..]
            .iter()
            .map(|s| s.to_string())
            .collect();
        found.insert(fields[0].to_string(), (senses, tagged.parse().unwrap_or(0)));
    }
    Ok(found)
}

/// Reads the classes from a folder with `index.verb`, `data.verb`, `index.noun`, `data.noun`.
///
/// 1 to 60 are verbs (kind of meaning, "that" clause, speech or thought among the senses), 61 to
/// 90 are nouns (kind of meaning). Words that are both count as verbs if those senses are more
/// often met.
pub fn read(folder: &Path) -> Result<Classes, Box<dyn Error>> {
    let mut classes: BTreeMap<String, u8> = BTreeMap::new();
    let nouns = lemmas(&folder.join("index.noun"))?;
    let noun_synsets = synsets(&folder.join("data.noun"))?;
    for (lemma, (senses, tagged)) in &nouns {
        let first = senses.first().and_then(|sense| noun_synsets.get(sense));
        let counts = |synset: &&Synset| NOUN_FILES.contains(&synset.file);
        if let (Some(synset), true) = (first.filter(counts), *tagged > 0 && lemma.len() > 2) {
            classes.insert(lemma.clone(), 61 + (synset.file.clamp(3, 28) - 3) as u8);
        }
    }
    let verb_synsets = synsets(&folder.join("data.verb"))?;
    for (lemma, (senses, tagged)) in lemmas(&folder.join("index.verb"))? {
        let senses: Vec<&Synset> = senses
            .iter()
            .take(SENSES)
            .filter_map(|sense| verb_synsets.get(sense))
            .collect();
        let Some(first) = senses.first() else {
            continue;
        };
        let that = senses.iter().any(|s| s.that);
        let speech = senses
            .iter()
            .any(|s| matches!(s.file, COGNITION | COMMUNICATION));
        let noun_tagged = nouns.get(&lemma).map_or(0, |(_, tagged)| *tagged);
        if !that && (tagged == 0 || noun_tagged > tagged) {
            continue;
        }
        let meaning = (first.file.clamp(29, 43) - 29) as u8;
        let class = 1 + meaning * 4 + u8::from(that) * 2 + u8::from(speech);
        classes.insert(lemma, class);
    }
    for group in IRREGULAR.split(',') {
        let mut forms = group.split_whitespace();
        let lemma = forms.next().and_then(|lemma| classes.get(lemma).copied());
        if let Some(class) = lemma {
            classes.extend(forms.map(|form| (form.to_string(), class)));
        }
    }
    Ok(Classes::new(classes.iter().map(|(lemma, &class)| {
        (lemma_hash(lemma.as_bytes()), class)
    })))
}

//! "Did you mean": the word nearest to one that is not known.

/// The nearest of some words, if one is near: a few letters apart, or one within the other.
pub(crate) fn nearest<'w>(written: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let length = written.chars().count();
    if length > 64 {
        return None;
    }
    let near = |word: &str| {
        let letters = word.chars().count();
        let apart = strsim::osa_distance(&written.to_lowercase(), word);
        let within = length >= 2 && letters >= 2 && (written.contains(word) || word.contains(written));
        if apart <= letters.min(length).div_ceil(3) {
            Some((0, apart))
        } else if within {
            Some((1, length.abs_diff(letters)))
        } else {
            None
        }
    };
    words.filter_map(|word| Some((near(word)?, word))).min_by_key(|&(rank, _)| rank).map(|(_, word)| word)
}

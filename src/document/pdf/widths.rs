//! The widths of glyphs that fonts declare: a range of three numbers may stand for as many as there are numbers, and the
//! interpreter keeps each.

use super::limits::most_widths;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Object};

/// How deep objects are looked into that stand in one another.
const MAX_DEPTH: usize = 32;
/// The largest number of a glyph in a font.
const LAST_GLYPH: u32 = 65_535;

/// Whether the fonts of a file of so many bytes declare more widths than glyphs can have.
pub(super) fn too_many(pdf: &Pdf, size: usize) -> bool {
    let mut left = Some(most_widths(size));
    for object in pdf.objects() {
        count(&object, &mut left, MAX_DEPTH);
    }
    left.is_none()
}

/// Takes the widths that an object declares from those that are left.
fn count(object: &Object<'_>, left: &mut Option<usize>, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match object {
        Object::Dict(dictionary) => of_dictionary(dictionary, left, depth),
        Object::Stream(stream) => of_dictionary(stream.dict(), left, depth),
        Object::Array(array) => {
            for item in array.raw_iter() {
                if let MaybeRef::NotRef(item @ (Object::Dict(_) | Object::Array(_))) = item {
                    count(&item, left, depth);
                }
            }
        }
        _ => {}
    }
}

fn of_dictionary(dictionary: &Dict<'_>, left: &mut Option<usize>, depth: usize) {
    for (key, numbers) in [(&b"W"[..], 1), (b"W2", 3)] {
        if let Some(widths) = dictionary.get::<Array<'_>>(key) {
            *left = left.and_then(|left| left.checked_sub(declared(&widths, numbers)?));
        }
    }
    for (_, value) in dictionary.entries() {
        if let MaybeRef::NotRef(value) = value {
            count(&value, left, depth);
        }
    }
}

/// How many widths the ranges of an array declare, each followed by so many numbers; nothing where a range goes beyond
/// the last glyph. Widths that are listed one by one are there.
fn declared(widths: &Array<'_>, numbers: usize) -> Option<usize> {
    let mut all = 0_usize;
    let mut iter = widths.flex_iter();
    loop {
        if iter.next::<(u32, Array<'_>)>().is_some() {
            continue;
        }
        let Some((first, last)) = iter.next::<(u32, u32)>() else { return Some(all) };
        if last > LAST_GLYPH {
            return None;
        }
        all = all.checked_add(usize::try_from(last.saturating_sub(first)).ok()?)?.checked_add(1)?;
        for _ in 0..numbers {
            iter.next::<f32>();
        }
    }
}

//! The characters of glyphs: what the file says of them, else what their font says.

use crate::text::character;
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use skrifa::MetadataProvider;
use std::collections::HashMap;

/// The glyphs of embedded fonts, by font: the character that leads to each.
#[derive(Default)]
pub(super) struct Characters {
    fonts: HashMap<u128, HashMap<u32, char>>,
}

impl Characters {
    /// The text of a glyph and its advance in thousandths of its size.
    pub fn of(&mut self, glyph: &Glyph<'_>) -> (Option<String>, f64) {
        let said = glyph.as_unicode().map(|text| match text {
            BfString::Char(said) => character(said).to_string(),
            BfString::String(text) => text.chars().map(character).collect(),
        });
        // A code that the encoding does not know comes as code 0, a blank; some producers map what they do not know
        // to nothing.
        let unknown = |text: &String| glyph.char_code() == 0 && text.trim().is_empty();
        let said = said.filter(|text| !unknown(text));
        let said =
            said.filter(|text| text.chars().any(|character| character != '\0' && character != '\u{fffd}'));
        match glyph {
            Glyph::Outline(outline) => {
                let advance = outline.advance_width().map_or(1000.0, f64::from);
                (said.or_else(|| self.by_font(outline)), advance)
            }
            Glyph::Type3(glyph) => (said, glyph.advance_width().map_or(1000.0, f64::from)),
        }
    }

    /// A font that was embedded whole leads from characters to glyphs; read backwards, it names the character.
    fn by_font(&mut self, glyph: &hayro_interpret::font::OutlineGlyph) -> Option<String> {
        let font = glyph.font_data()?;
        let characters = self.fonts.entry(font.cache_key).or_insert_with(|| {
            let mut characters = HashMap::new();
            let bytes: &[u8] = font.data.as_ref().as_ref();
            if let Ok(font) = skrifa::FontRef::new(bytes) {
                for (code, glyph) in font.charmap().mappings().take(usize::from(u16::MAX)) {
                    if let Some(found) = char::from_u32(code) {
                        characters.entry(glyph.to_u32()).or_insert(found);
                    }
                }
            }
            characters
        });
        characters.get(&glyph.glyph_id().to_u32()).map(|found| character(*found).to_string())
    }
}

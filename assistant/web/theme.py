"""The look of Gradio's own components: the colours are the variables of frame.css, the fonts are the system's."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "system-ui", "sans-serif")
"""Installed fonts only: a theme that names a web font makes every visitor's browser fetch it from another host."""
MONO = ("ui-monospace", "Consolas", "Noto Sans Mono CJK SC", "monospace")


def theme() -> "gr.themes.Base":
    """The theme of the page; one set of variables serves light and dark, which frame.css switches."""
    import gradio as gr

    base = gr.themes.Base(
        primary_hue="blue", neutral_hue="slate", radius_size="md", text_size="md", font=FONTS, font_mono=MONO
    )
    both = {
        "body_background_fill": "var(--ground)",
        "body_text_color": "var(--ink)",
        "body_text_color_subdued": "var(--muted)",
        "background_fill_primary": "var(--surface)",
        "background_fill_secondary": "var(--ground)",
        "block_background_fill": "var(--surface)",
        "block_label_text_color": "var(--muted)",
        "block_title_text_color": "var(--muted)",
        "border_color_primary": "var(--line)",
        "border_color_accent": "var(--accent)",
        "color_accent_soft": "var(--accent-soft)",
        "input_background_fill": "var(--surface)",
        "input_border_color": "var(--line)",
        "input_border_color_focus": "var(--accent)",
        "input_placeholder_color": "var(--muted)",
        "button_primary_background_fill": "var(--accent)",
        "button_primary_background_fill_hover": "var(--accent-strong)",
        "button_primary_text_color": "var(--on-accent)",
        "button_secondary_background_fill": "var(--surface)",
        "button_secondary_background_fill_hover": "var(--accent-soft)",
        "button_secondary_text_color": "var(--ink)",
        "button_secondary_border_color": "var(--line)",
        "link_text_color": "var(--accent)",
    }
    dark = {f"{name}_dark": value for name, value in both.items()}
    return base.set(**both, **dark, color_accent="var(--accent)")

"""The application's style sheet as a template; gui/theme.py fills in its colours and sizes.

Object names and properties that widgets set: objectName "primary" (the one main button),
"card", "panel", "display", "notice", "bar"; property kind "quiet", "danger" or "idea" on
buttons and sliders; property segment "first", "middle", "last" on joined buttons; property
role "title", "heading", "faint", "number", "good", "warning" on labels.
"""

STYLE_SHEET = """
QToolTip {
    background: $raised; color: $text; border: 1px solid $border; padding: 4px 7px;
}
QMainWindow, QDialog { background: $window; }
#panel, #bar { background: $panel; border: none; }
#bar { border-bottom: 1px solid $border; }
#card { background: $panel; border: 1px solid $border; border-radius: ${card_radius}px; }
#card[current="true"] { border: 1px solid $accent; }
#display {
    background: $window; border: 1px solid $border; border-radius: ${radius}px;
}
#line { background: $border; border: none; }
#notice { background: $raised; border: 1px solid $edge; border-radius: ${radius}px; }
#notice[kind="warning"] { border-left: 4px solid $warning; }
#notice[kind="error"] { border-left: 4px solid $playhead; }
#notice[kind="info"] { border-left: 4px solid $idea; }
#notice[kind="good"] { border-left: 4px solid $good; }

QLabel[role="title"] { font-size: 20px; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="faint"] { color: $faint_text; }
QLabel[role="number"] { font-size: 17px; font-weight: 600; }
QLabel[role="good"] { color: $good; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="key"] {
    background: $raised; border: 1px solid $border; border-bottom: 2px solid $border;
    border-radius: 4px; padding: 1px 6px; font-weight: 600;
}

QPushButton, QToolButton[kind="button"] {
    background: $raised; color: $text; border: 1px solid $border; border-radius: ${radius}px;
    padding: 4px 14px; min-height: 18px;
}
QPushButton:hover, QToolButton[kind="button"]:hover { background: $hover; border-color: $edge; }
QPushButton:pressed, QToolButton[kind="button"]:pressed { background: $pressed; }
QPushButton:checked { background: $accent_tint; border-color: $accent_edge; }
QPushButton:disabled { color: $faded; background: $panel; }
QPushButton:focus, QToolButton[kind="button"]:focus {
    border: 2px solid $focus; padding: 3px 13px;
}
QPushButton:default { border-color: $accent_edge; }
QPushButton:default:focus { border-color: $focus; }
QPushButton#primary {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton#primary:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton#primary:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton#primary:disabled { background: $raised; color: $faded; border-color: $border; }
QPushButton#primary:focus { border: 2px solid $text; }
QPushButton[kind="idea"] {
    background: $idea; color: $on_idea; border: 1px solid $idea; font-weight: 600;
}
QPushButton[kind="idea"]:hover { background: $idea_hover; border-color: $idea_hover; }
QPushButton[kind="idea"]:focus { border: 2px solid $text; }
QPushButton[kind="idea"]:disabled {
    background: $raised; color: $faded; border-color: $border;
}
QPushButton[kind="quiet"], QPushButton#quiet { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover, QPushButton#quiet:hover { background: $quiet_hover; }
QPushButton[kind="quiet"]:pressed, QPushButton#quiet:pressed { background: $quiet_pressed; }
QPushButton[kind="quiet"]:disabled, QPushButton#quiet:disabled { color: $faded; }
QPushButton[kind="quiet"]:focus, QPushButton#quiet:focus { border-color: $focus; }
QPushButton#segment { padding: 4px 10px; }
QPushButton#segment:focus { padding: 3px 9px; }
QPushButton[kind="danger"]:hover { border-color: $playhead; }

QToolButton {
    background: transparent; color: $text; border: 1px solid transparent;
    border-radius: ${radius}px; padding: 3px;
}
QToolButton:hover { background: $quiet_hover; }
QToolButton:pressed { background: $quiet_pressed; }
QToolButton:checked { background: $accent_tint; border-color: $accent_edge; }
QToolButton:disabled { color: $faded; }
QToolButton:focus { border: 2px solid $focus; padding: 2px; }
QToolButton[kind="mute"], QToolButton[kind="solo"] {
    background: $raised; border: 1px solid $border; font-weight: 600; color: $faint_text;
}
QToolButton[kind="mute"]:checked { background: $warning; border-color: $warning; color: $panel; }
QToolButton[kind="solo"]:checked { background: $idea; border-color: $idea; color: $on_idea; }
QToolButton[kind="mute"]:focus, QToolButton[kind="solo"]:focus { border: 2px solid $focus; }
QToolButton#record:checked { background: $record_tint; border-color: $playhead; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[segment] { background: $raised; border: 1px solid $border; border-radius: 0; }
QToolButton[segment]:hover { background: $hover; }
QToolButton[segment]:checked {
    background: $accent_tint; border-color: $accent_edge; color: $text;
}
QToolButton[segment]:focus { border: 2px solid $focus; }
QToolButton[segment="first"] {
    border-top-left-radius: ${radius}px; border-bottom-left-radius: ${radius}px;
}
QToolButton[segment="last"] {
    border-top-right-radius: ${radius}px; border-bottom-right-radius: ${radius}px;
}
QToolButton[segment="only"] { border-radius: ${radius}px; }
QToolButton[segment="middle"], QToolButton[segment="last"] { margin-left: -1px; }

QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit, QKeySequenceEdit QLineEdit {
    background: $raised; color: $text; border: 1px solid $border; border-radius: ${radius}px;
    padding: 3px 7px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QAbstractSpinBox, QComboBox { min-height: 20px; }
QLineEdit { placeholder-text-color: $faint_text; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: $edge; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid $focus; padding: 2px 6px;
}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
    color: $faded; background: $panel;
}
QLabel[kind="chip"] {
    background: $raised; border: 1px solid $border; border-radius: 9px; padding: 1px 9px;
}
QLabel[kind="chip"]:hover { border-color: $edge; }
QLineEdit[kind="quiet"] { background: transparent; border-color: transparent; }
QLineEdit[kind="quiet"]:hover { border-color: $border; }
QLineEdit[kind="quiet"]:focus { background: $raised; border-color: $focus; }
QLineEdit[kind="inline"] { min-height: 0; padding: 0 4px; border-radius: 4px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {
    background: transparent; border: none; padding: 0; min-height: 0; border-radius: 0;
}
QAbstractSpinBox { qproperty-alignment: AlignCenter; }
QComboBox::drop-down { border: none; width: 18px; }
QComboBox::down-arrow, QAbstractSpinBox::down-arrow {
    image: none; width: 9px; height: 5px; background: qconicalgradient(cx: 0.5, cy: 1, angle: 0,
        stop: 0 transparent, stop: 0.165 transparent, stop: 0.185 $faint_text,
        stop: 0.315 $faint_text, stop: 0.335 transparent, stop: 1 transparent);
}
QComboBox::down-arrow { margin-right: 7px; }
QAbstractSpinBox::up-arrow {
    image: none; width: 9px; height: 5px; background: qconicalgradient(cx: 0.5, cy: 0, angle: 0,
        stop: 0 transparent, stop: 0.665 transparent, stop: 0.685 $faint_text,
        stop: 0.815 $faint_text, stop: 0.835 transparent, stop: 1 transparent);
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 18px; border: none; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-top: 3px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 3px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {
    background: $quiet_hover; border-radius: 3px;
}
QComboBox QAbstractItemView {
    background: $raised; color: $text; border: 1px solid $edge; outline: none; padding: 3px;
    selection-background-color: $accent; selection-color: $on_accent;
}

QSlider { background: transparent; min-height: 20px; }
QSlider::groove:horizontal { height: 4px; background: $groove; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider[kind="idea"]::sub-page:horizontal { background: $idea; }
QSlider::handle:horizontal {
    width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: $text;
    border: 1px solid $panel;
}
QSlider::handle:horizontal:hover { background: $accent_hover; }
QSlider[kind="idea"]::handle:horizontal:hover { background: $idea_hover; }
QSlider:focus { border: 1px solid $focus; border-radius: ${radius}px; }
QSlider::sub-page:horizontal:disabled { background: $groove; }
QSlider::handle:horizontal:disabled { background: $faded; }

QCheckBox, QRadioButton { spacing: 7px; padding: 2px; border: 1px solid transparent; }
QCheckBox:focus, QRadioButton:focus {
    border: 1px solid $focus; border-radius: 4px;
}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; background: $window; border: 1px solid $faint_text;
    border-radius: 4px;
}
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $text; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$art/check.svg");
}
QRadioButton::indicator:checked {
    border-color: $accent; background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5,
        fx: 0.5, fy: 0.5, stop: 0 $on_accent, stop: 0.4 $on_accent, stop: 0.5 $accent,
        stop: 1 $accent);
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
    border-color: $border; background: $border;
}
QCheckBox:disabled, QRadioButton:disabled { color: $faded; }

QMenuBar { background: $panel; border-bottom: 1px solid $border; padding: 1px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $quiet_hover; }
QMenu { background: $raised; border: 1px solid $edge; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 26px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $faded; }
QMenu::item:disabled:selected { background: $hover; color: $faded; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::indicator { width: 9px; height: 9px; margin-left: 9px; border: 1px solid $faint_text; }
QMenu::indicator:non-exclusive { border-radius: 3px; }
QMenu::indicator:exclusive { border-radius: 5px; }
QMenu::indicator:checked { background: $accent; border-color: $accent; }
QMenu::indicator:checked:selected { background: $on_accent; border-color: $on_accent; }

QScrollArea, QScrollArea > QWidget > QWidget#contents { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $handle; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: $handle_hover; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTabWidget::pane { border: 1px solid $border; border-radius: ${radius}px; background: $panel; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $faint_text; padding: 6px 14px; margin: 0 2px;
    border: 1px solid transparent; border-bottom: 2px solid transparent;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { border: 1px solid $focus; border-radius: 4px; }

QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent_edge; }
QSplitter::handle:horizontal { width: 3px; }
QSplitter::handle:vertical { height: 3px; }

QGroupBox {
    border: 1px solid $border; border-radius: ${card_radius}px; margin-top: 18px; padding: 8px;
}
QGroupBox::title { subcontrol-origin: margin; left: 2px; color: $faint_text; }
QAbstractItemView {
    background: $panel; alternate-background-color: $panel; border: 1px solid $border;
    border-radius: ${radius}px; outline: none;
    selection-background-color: $accent_tint; selection-color: $text;
}
QAbstractItemView:focus { border: 1px solid $focus; }
QListView::item, QTreeView::item, QTableView::item {
    padding: 4px 6px; min-height: 16px; border: none;
}
QListView::item:hover, QTreeView::item:hover { background: $quiet_hover; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {
    background: $accent_tint; color: $text;
}
QHeaderView { background: transparent; border: none; border-radius: 0; }
QHeaderView::section {
    background: $panel; color: $faint_text; border: none; border-bottom: 1px solid $border;
    padding: 5px 6px;
}
QProgressBar {
    background: $groove; border: none; border-radius: 3px; max-height: 6px; color: transparent;
}
QProgressBar::chunk { background: $idea; border-radius: 3px; }
QStatusBar { background: $panel; border-top: 1px solid $border; color: $faint_text; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $faint_text; padding: 0 4px; }
QStatusBar QToolButton { color: $faint_text; padding: 2px 7px; border-radius: 4px; }
QStatusBar QToolButton:hover { color: $text; }
QStatusBar QToolButton:focus { padding: 1px 6px; }
"""

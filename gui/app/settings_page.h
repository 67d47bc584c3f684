#pragma once

// The page of what can be chosen for the window. Everything takes effect at once and is remembered.
//
// Thread: GUI thread. Ownership: the settings outlive it.

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QPushButton;
class QVBoxLayout;

namespace pk::gui {

class Card;
class IconButton;
class SegmentedControl;
class Settings;
class TextLabel;

class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsPage(Settings &settings, QWidget *parent = nullptr);

    /// Beside or below the page's own cards; it belongs to the page then.
    void addCard(QWidget *card);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Row;

    Row *addRow(Card *card, QWidget *control);
    void retranslate();
    void showValues();
    void chooseFolder();
    void arrange();

    Settings &m_settings;
    QWidget *m_column;
    QBoxLayout *m_columns;
    QVBoxLayout *m_own; ///< the page's own cards
    QVBoxLayout *m_added;
    Card *m_look;
    Card *m_behaviour;
    Card *m_data;
    SegmentedControl *m_language;
    SegmentedControl *m_scheme;
    SegmentedControl *m_scale;
    QCheckBox *m_motion;
    QCheckBox *m_remote;
    TextLabel *m_folder;
    IconButton *m_copyFolder;
    IconButton *m_openFolder;
    QPushButton *m_choose;
    Row *m_languageRow;
    Row *m_schemeRow;
    Row *m_scaleRow;
    Row *m_motionRow;
    Row *m_remoteRow;
    Row *m_folderRow;
};

} // namespace pk::gui

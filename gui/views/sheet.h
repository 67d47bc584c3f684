#pragma once

// A drawer that comes in from the right over its parent: header with close button, a body that scrolls, and
// where there is something to confirm a footer, which is the same in all of them: at the left the button that
// leaves things as they are, at the right the confirming one. The page beneath stays readable and usable. It
// opens with the focus in its first control; Escape closes it and gives the focus back, Enter presses the
// footer's default button. What else lay at the right side of the window closes.
//
// Thread: GUI thread. Ownership: its parent's; the content belongs to the sheet.

#include "theme/theme.h"

#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QScrollArea;
class QVariantAnimation;

namespace pk::gui {

class IconButton;
class TextLabel;

class Sheet : public QWidget
{
    Q_OBJECT

public:
    explicit Sheet(QWidget *parent); ///< hidden

    void setHeader(const QString &iconName, const Accent &accent, const QString &title,
                   const QString &subtitle = {});
    /// Replaces and deletes the earlier content.
    void setContent(QWidget *content);
    QWidget *content() const;
    enum class FooterButton {
        Removes, ///< at the left, behind the one that closes
        Beside, ///< at the right; added before the confirming one
        Confirms, ///< at the right end; Enter presses it
    };
    /// With the first one the footer is shown.
    void addToFooter(QPushButton *button, FooterButton role);
    /// What the footer's own button says: Close where what was done is done already.
    enum class Dismissal { Cancel, Close };
    void setDismissal(Dismissal dismissal);
    /// At interface scale 1; never wider than the parent.
    void setPreferredWidth(int base);
    bool isOpen() const { return m_open; }

public Q_SLOTS:
    void open();
    void close();

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Head;

    void retranslate();
    void place();
    void slideTo(double share);
    /// Tab goes through the body, then the footer, then the close button; returns the first of them.
    QWidget *orderTabs();
    void takeFocusBack();

    Head *m_head;
    QScrollArea *m_body;
    QWidget *m_footer;
    QHBoxLayout *m_footerRow;
    QPushButton *m_dismiss;
    Dismissal m_dismissal = Dismissal::Cancel;
    QVariantAnimation *m_slide;
    QPointer<QWidget> m_focusBefore;
    int m_preferredWidth = 434;
    double m_share = 0; ///< how far it has come in, 0…1
    bool m_open = false;
};

} // namespace pk::gui

#pragma once

// A position in a topic, or another name, that opens what it names: in the fixed-width font, with a dotted
// underline.
//
// Thread: GUI thread.

#include "views/link.h"
#include "views/painted_button.h"

namespace pk::gui {

class LinkButton final : public PaintedButton
{
    Q_OBJECT

public:
    explicit LinkButton(QWidget *parent);

    void setLink(const QString &text, const Link &link);
    QSize sizeHint() const override;

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Link m_link;
};

} // namespace pk::gui

#include "app/top_bar.h"
#include "fake_transport.h"
#include "theme/install.h"
#include <QApplication>
#include <QDebug>
#include <QHBoxLayout>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionSpinBox>
#include <QTest>
using namespace pk::gui;
int main(int c, char **v)
{
    QApplication a(c, v);
    installTheme(a);
    QSpinBox s;
    s.setMaximum(99999);
    s.setValue(48093);
    QStyleOptionSpinBox o;
    o.initFrom(&s);
    qDebug() << s.sizeHint() << s.minimumSizeHint()
             << s.style()->sizeFromContents(QStyle::CT_SpinBox, &o, QSize(50, 20), &s)
             << s.style()->metaObject()->className();
    Theme::instance().setScale(1.5);
    FakeTransport t;
    QWidget w;
    QHBoxLayout l(&w);
    l.setContentsMargins(0, 0, 0, 0);
    TopBar b(t);
    l.addWidget(&b);
    b.setTitle(QStringLiteral("Pengaturan"));
    w.resize(1184, 100);
    w.show();
    QTest::qWait(50);
    qDebug() << b.layout()->sizeHint() << b.layout()->minimumSize();
    for (auto *x : b.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
        qDebug() << x->metaObject()->className() << x->geometry() << x->sizeHint() << x->isVisible();
}

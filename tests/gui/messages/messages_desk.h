#pragma once

// The Messages page over a pipeline that runs: one pipeline for all tests of a program, a page for each.

#include "controller_fixture.h"
#include "pages/messages/message_list.h"
#include "pages/messages/message_table.h"
#include "pages/messages/messages_page.h"
#include "theme/install.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>

namespace pk::test {

using namespace pk::gui;

class MessagesDesk : public QObject
{
protected:
    void startPipeline()
    {
        installTheme(*qApp);
        Theme::instance().setReducedMotion(true);
        m_bed = std::make_unique<Bed>([](SessionOptions &o) {
            o.ratePerSecond = 40;
            o.source.dirtyPercent = 0;
        });
        m_bed->controller->start();
        QTRY_VERIFY(m_bed->loaded() >= 60);
    }
    void endPipeline()
    {
        VERIFY_CLEAN_END(*m_bed);
        QCOMPARE(m_bed->failures, QStringList());
        m_bed.reset();
    }
    void openPage()
    {
        m_page = std::make_unique<MessagesPage>(*m_bed->controller);
        m_page->resize(1536, 816);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_table = m_page->findChild<MessageTable *>();
        m_list = m_page->findChild<MessageList *>();
        QTRY_VERIFY(m_table->messages().rowCount() > 40);
        QTRY_VERIFY(m_list->reader()->progress().behind == 0);
    }

    void clickRow(int row)
    {
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {},
                          m_table->visualRect(m_table->model()->index(row, 1)).center());
        QVERIFY(m_table->selected());
    }
    bool shows(const QString &text) const
    {
        const auto labels = m_list->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    bool isFiltered() const
    {
        const TopicReader *reader = m_list->reader();
        return reader && reader->progress().read > 0
            && static_cast<std::int64_t>(reader->size()) < reader->progress().read;
    }
    QAbstractButton *button(const char *name) const
    {
        return m_page->findChild<QAbstractButton *>(QString::fromLatin1(name));
    }
    QLineEdit *field(const char *name) const
    {
        return m_page->findChild<QLineEdit *>(QString::fromLatin1(name));
    }

    std::unique_ptr<Bed> m_bed;
    std::unique_ptr<MessagesPage> m_page;
    MessageTable *m_table = nullptr;
    MessageList *m_list = nullptr;
};

} // namespace pk::test

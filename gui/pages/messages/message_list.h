#pragma once

// The card in which one topic is read: controls, histogram, table, and what was read, missed or is gone.
// It reads only while it is shown.
//
// Thread: GUI thread. Ownership: its readers end in the background.

#include "bridge/rate_meter.h"
#include "bridge/topic_reader.h"
#include "pages/messages/topic_catalog.h"
#include "views/card.h"
#include "views/error_banner.h"

#include <QTimer>

#include <memory>
#include <optional>

class QPushButton;
class QStackedWidget;

namespace pk::gui {

class EmptyState;
class HoldStrip;
class MessageTable;
class IconButton;
class Pill;
class ReadControls;
class TextLabel;
class TimeBar;

class MessageList final : public Card
{
    Q_OBJECT

public:
    /// `chooser` stands before the card's own actions; it becomes the card's.
    explicit MessageList(QWidget *chooser, QWidget *parent = nullptr);
    ~MessageList() override;

    /// The cluster to read from; another one begins another reading.
    void setCluster(const broker::ClusterInfo &cluster, int incarnation);
    void setTopic(const TopicEntry &topic);
    /// What is known of the topic now.
    void updateTopic(const TopicEntry &topic);
    QString topic() const { return m_topic.name; }
    /// Only this partition, from this offset on (-1: live), and the message there selected.
    void goTo(int partition, qint64 offset);

    /// What the filter looks for in values.
    QString valueMatch() const { return m_valueMatch; }
    MessageTable &table() { return *m_table; }
    const TopicReader *reader() const { return m_reader.get(); }

Q_SIGNALS:
    /// Null while it is fetched.
    void messageShown(const pk::gui::MessageRef &ref, std::shared_ptr<const pk::gui::FullMessage> message);
    void controlsUsed(); ///< something else is looked for in the topic
    void messageLeft(); ///< the one that was shown is no longer selected
    void produceWanted();
    void inspectWanted(); ///< the topic itself

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void read();
    void endReading();
    void tick();
    void showProgress(const TopicReader::Progress &progress);
    void showNotice(const TopicReader::Progress &progress);
    void showEmpty(const TopicReader::Progress &progress);
    void findTarget(const TopicReader::Progress &progress);
    void tellOfTarget(ErrorBanner::Severity severity, const QString &sentence);
    void fetchSelected();
    void seek(qint64 timeMs);
    void fit();
    void retranslate();

    TopicEntry m_topic;
    broker::ClusterInfo m_cluster;
    int m_incarnation = 0;
    std::unique_ptr<TopicReader> m_reader;
    std::optional<std::pair<int, qint64>> m_target; ///< the message that a link named
    bool m_targetTold = false; ///< why it cannot be shown: once, so that it can be closed
    bool m_byLink = false; ///< the place was not typed: it lies a few before the target
    bool m_unanswered = false; ///< the notice says that the broker does not answer
    bool m_elsewhereTold = false; ///< that reading began elsewhere than asked
    std::optional<MessageRef> m_wanted; ///< selected, its payload not here yet
    QString m_valueMatch;
    RateMeter m_readRate;
    RateMeter m_matchRate;
    QTimer m_timer;
    int m_ticks = 0;

    IconButton *m_inspect;
    QPushButton *m_produce;
    ReadControls *m_controls;
    TextLabel *m_rates;
    Pill *m_pill;
    TimeBar *m_bar;
    ErrorBanner *m_notice;
    HoldStrip *m_strip;
    QStackedWidget *m_stack;
    MessageTable *m_table;
    EmptyState *m_empty;
    TextLabel *m_scanned;
    QWidget *m_footer;
    QWidget *m_legend;
};

} // namespace pk::gui

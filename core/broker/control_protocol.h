#pragma once

// The embedded broker's side of its control pipe: one JSON object a line comes in, one goes out.
//
//   in   {"id":1,"do":"topic.create","name":"raw_orders","partitions":3}
//        {"id":2,"do":"leader","topic":"raw_orders","partition":0,"broker":2}
//        {"id":3,"do":"down","broker":2,"groups":["kampus-loader"]}   {"id":4,"do":"up","broker":2}
//        {"id":5,"do":"rtt","broker":1,"ms":200}
//        {"id":6,"do":"errors","request":0,"error":44,"count":3}    numbers of Kafka's protocol
//   out  {"id":1,"ok":true}   {"id":2,"ok":false,"error":"…"}
//        {"event":"ready","bootstrap":"127.0.0.1:…","cluster":"<uuid>","brokers":3} once, first

#include "broker/mock_cluster.h"

#include <QByteArray>

namespace pk::broker {

QByteArray readyLine(const MockCluster &cluster);
/// Carries out one line. Always answers; what cannot be understood is an error in the answer.
QByteArray handleControlLine(MockCluster &cluster, const QByteArray &line);
/// Serves `inputFd` until it ends, which is how a broker notices that its parent is gone, or until `stopFd`
/// becomes readable.
void serveControl(MockCluster &cluster, int inputFd, int outputFd, int stopFd);

} // namespace pk::broker

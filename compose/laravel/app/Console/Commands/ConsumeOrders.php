<?php

namespace App\Console\Commands;

use App\OrderTable;
use Illuminate\Console\Command;
use Junges\Kafka\Contracts\ConsumerMessage;
use Junges\Kafka\Contracts\MessageConsumer;
use Junges\Kafka\Facades\Kafka;

/**
 * enriched_orders into laravel_orders. An offset is committed after its row is stored, so that a crash repeats and
 * never loses; what cannot be stored goes to enriched_orders-dlq.
 */
final class ConsumeOrders extends Command
{
    protected $signature = 'orders:consume {--topic=enriched_orders} {--count=0 : end after so many messages}';

    protected $description = 'Stores the orders of enriched_orders in laravel_orders';

    /** Its age tells whether this program still turns; see the health check in compose.yaml. */
    private const HEALTH = '/tmp/healthy';

    public function handle(): int
    {
        OrderTable::make();
        touch(self::HEALTH);
        $builder = Kafka::consumer([$this->option('topic')], config('kafka.consumer_group_id'))
            ->withBrokers(config('kafka.brokers'))
            ->withAutoCommit(false)
            ->withOptions(['auto.offset.reset' => 'earliest', 'partition.assignment.strategy' => 'range'])
            ->withDlq()
            ->withHandler(function (ConsumerMessage $message, MessageConsumer $consumer) {
                OrderTable::store($message->getBody());
                $consumer->commit($message);
                touch(self::HEALTH);
                $this->line($message->getTopicName().'/'.$message->getPartition().'/'.$message->getOffset()
                    .' '.$message->getBody()['order_id']);
            });
        if ((int) $this->option('count') > 0) {
            $builder = $builder->withMaxMessages((int) $this->option('count'));
        }
        // An alarm every half a minute, since the handler runs only when something comes.
        pcntl_async_signals(true);
        pcntl_signal(SIGALRM, function () {
            touch(self::HEALTH);
            pcntl_alarm(20);
        });
        pcntl_alarm(20);
        $builder->build()->consume();

        return self::SUCCESS;
    }
}

<?php

namespace App\Console\Commands;

use Illuminate\Console\Command;
use Illuminate\Support\Str;
use Junges\Kafka\Facades\Kafka;

/**
 * One order into enriched_orders, as the transform would have written it: any loader takes it.
 */
final class PublishOrder extends Command
{
    protected $signature = 'orders:publish {id : for example LRV-00000001} {--qty=2} {--price=52500}
        {--order-version=1} {--topic=enriched_orders}';

    protected $description = 'Writes an order of one item to enriched_orders';

    public function handle(): int
    {
        $qty = (int) $this->option('qty');
        $price = (int) $this->option('price');
        $id = $this->argument('id');
        $now = now('UTC')->format('Y-m-d\TH:i:s.v\Z');
        $event = (string) Str::uuid();
        $message = Kafka::publish(config('kafka.brokers'))
            ->onTopic($this->option('topic'))
            // The same key to the same partition as Java's clients and Pelatihan Kafka.
            ->withConfigOptions(['partitioner' => 'murmur2_random', 'enable.idempotence' => 'true'])
            ->withKafkaKey($id)
            ->withHeaders(['event_id' => $event, 'source' => 'laravel', 'content-type' => 'application/json']);
        $body = [
            'event_id' => $event, 'event_type' => 'order.created', 'order_id' => $id,
            'version' => (int) $this->option('order-version'), 'occurred_at' => $now,
            'customer' => ['id' => 'MHS-231045', 'name' => 'Budi Santoso', 'email' => 'budi@kampus.ac.id',
                'city' => 'Malang'],
            'items' => [['line' => 1, 'sku' => 'ATK-017', 'name' => 'Buku tulis', 'qty' => $qty, 'unit' => 'pcs',
                'unit_price' => $price, 'line_total' => $qty * $price]],
            'currency' => 'IDR', 'status' => 'paid', 'channel' => 'online', 'ordered_at' => $now,
            'order_total' => $qty * $price, 'item_count' => 1, 'processed_at' => $now,
        ];
        foreach ($body as $key => $value) {
            $message = $message->withBodyKey($key, $value);
        }
        $message->send();
        $this->info("$id written to ".$this->option('topic'));

        return self::SUCCESS;
    }
}

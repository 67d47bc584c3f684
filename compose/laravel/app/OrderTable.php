<?php

namespace App;

use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Schema;

/**
 * The table laravel_orders: one row an order, of its newest version. What is delivered twice changes nothing.
 */
final class OrderTable
{
    public static function make(): void
    {
        if (Schema::hasTable('laravel_orders')) {
            return;
        }
        Schema::create('laravel_orders', function (Blueprint $table) {
            $table->string('order_id', 64)->primary();
            $table->bigInteger('version');
            $table->string('status', 32)->nullable();
            $table->string('customer_name', 120)->nullable();
            $table->decimal('total', 20, 4);
            $table->integer('item_count');
        });
    }

    /** @param array<string, mixed> $order an enriched order */
    public static function store(array $order): void
    {
        $row = [
            'version' => (int) ($order['version'] ?? 0),
            'status' => $order['status'] ?? null,
            'customer_name' => $order['customer']['name'] ?? null,
            'total' => $order['order_total'],
            'item_count' => (int) $order['item_count'],
        ];
        DB::transaction(function () use ($order, $row) {
            $known = DB::table('laravel_orders')->where('order_id', $order['order_id'])->lockForUpdate()->first();
            if ($known === null) {
                DB::table('laravel_orders')->insert(['order_id' => $order['order_id']] + $row);
            } elseif ($known->version <= $row['version']) {
                DB::table('laravel_orders')->where('order_id', $order['order_id'])->update($row);
            }
        });
    }
}

<?php

use Illuminate\Foundation\Application;

// A program of commands alone: no routes, no views. Commands are found in app/Console/Commands.
return Application::configure(basePath: dirname(__DIR__))
    ->withCommands([__DIR__.'/../app/Console/Commands'])
    ->withMiddleware()
    ->withExceptions()
    ->create();

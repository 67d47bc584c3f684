// What jemalloc is told when the program starts. It looks for this name (jemalloc(3), "TUNING").
//
// librdkafka takes a buffer of some hundred KB for each fetch and each batch. jemalloc keeps only small
// blocks at a thread's hand; the others it gives back to the kernel, which clears them anew: kept too, an
// order costs 3 % less processor time, and the program 15 MB more.
extern "C" {
extern const char *malloc_conf;
const char *malloc_conf = "tcache_max:262144";
}

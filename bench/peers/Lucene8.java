import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene 8 with our analysis, fields and BM25: "index PASSAGES.tsv FOLDER" or "query FOLDER QUESTIONS.txt". Prints one line of
 * key=value pairs; query times are p50/p99 of the clock, then p50/p99 of the thread's processor time, in ms.
 */
class Lucene8 {
  static final Analyzer ANALYZER = new Analyzer() {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      StandardTokenizer tokens = new StandardTokenizer();
      TokenStream stream = new LowerCaseFilter(new EnglishPossessiveFilter(tokens));
      stream = new StopFilter(new ASCIIFoldingFilter(stream), EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
      return new TokenStreamComponents(tokens, new PorterStemFilter(stream));
    }
  };

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("index")) {
      index(Path.of(arguments[1]), Path.of(arguments[2]));
    } else {
      query(Path.of(arguments[1]), Files.readAllLines(Path.of(arguments[2])));
    }
  }

  static void index(Path passages, Path folder) throws Exception {
    long start = System.nanoTime();
    IndexWriterConfig configuration = new IndexWriterConfig(ANALYZER).setRAMBufferSizeMB(64).setUseCompoundFile(false);
    long count = 0;
    try (IndexWriter writer = new IndexWriter(new MMapDirectory(folder), configuration); BufferedReader lines = Files.newBufferedReader(passages)) {
      int threads = Runtime.getRuntime().availableProcessors();
      java.util.concurrent.atomic.AtomicLong keys = new java.util.concurrent.atomic.AtomicLong();
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Thread worker = new Thread(() -> {
          try {
            for (String line; (line = next(lines)) != null; ) {
              String[] parts = line.split("\t", 3);
              long key = keys.getAndIncrement();
              Document document = new Document();
              document.add(new StringField("article", Long.toString(key), Field.Store.NO));
              document.add(new NumericDocValuesField("key", key << 20));
              document.add(new TextField("title", parts[1], Field.Store.NO));
              document.add(new TextField("text", parts[1] + "\n" + parts[2], Field.Store.NO));
              writer.addDocument(document);
            }
          } catch (Exception error) {
            throw new RuntimeException(error);
          }
        });
        worker.start();
        workers.add(worker);
      }
      for (Thread worker : workers) {
        worker.join();
      }
      count = keys.get();
      writer.commit();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long bytes;
    try (Stream<Path> files = Files.list(folder)) {
      bytes = files.mapToLong(file -> file.toFile().length()).sum();
    }
    System.out.printf("passages=%d rate=%.0f index_mb=%.0f peak_mb=%.0f%n", count, count / seconds, bytes / 1e6, peak());
  }

  static synchronized String next(BufferedReader lines) throws Exception {
    return lines.readLine();
  }

  static void query(Path folder, List<String> questions) throws Exception {
    try (DirectoryReader reader = DirectoryReader.open(new MMapDirectory(folder))) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(new BM25Similarity(0.9f, 0.4f));
      List<Query> queries = new ArrayList<>();
      for (String question : questions) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        try (TokenStream tokens = ANALYZER.tokenStream("text", question)) {
          CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
          tokens.reset();
          while (tokens.incrementToken()) {
            query.add(new TermQuery(new Term("text", term.toString())), BooleanClause.Occur.SHOULD);
          }
          tokens.end();
        }
        queries.add(query.build());
      }
      String exact = measure(searcher, queries, Integer.MAX_VALUE);
      String skipping = measure(searcher, queries, 10);
      System.out.printf("exact=%s skipping=%s peak_mb=%.0f%n", exact, skipping, peak());
    }
  }

  static String measure(IndexSearcher searcher, List<Query> queries, int threshold) throws Exception {
    double[] times = new double[queries.size()];
    double[] processor = new double[queries.size()];
    java.lang.management.ThreadMXBean threads = java.lang.management.ManagementFactory.getThreadMXBean();
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < times.length; i++) {
        long start = System.nanoTime();
        long used = threads.getCurrentThreadCpuTime();
        TopScoreDocCollector collector = TopScoreDocCollector.create(10, null, threshold);
        searcher.search(queries.get(i), collector);
        TopDocs hits = collector.topDocs();
        processor[i] = (threads.getCurrentThreadCpuTime() - used) / 1e6;
        times[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(times);
    Arrays.sort(processor);
    int half = times.length / 2;
    int most = times.length * 99 / 100;
    return String.format("%.2f/%.2f/%.2f/%.2f", times[half], times[most], processor[half], processor[most]);
  }

  static double peak() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    return 0;
  }
}

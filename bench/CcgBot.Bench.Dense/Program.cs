using CcgBot.Bench.Dense;

// dotnet run -c Release --project bench/CcgBot.Bench.Dense -- encoder        the small encoder beside its package's own runtime, one core
// dotnet run -c Release --project bench/CcgBot.Bench.Dense -- vectors 250000 nearest vectors of a corpus of that size
return args switch
{
    ["encoder"] => EncoderBench.Run(),
    ["vectors", var count] => await VectorsBench.RunAsync(int.Parse(count)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("encoder | vectors COUNT");
    return 2;
}

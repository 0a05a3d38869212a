namespace Praxis.Learning.FastText.Tokens;

/// <summary>What <see cref="TokenScanner"/> hands its tokens to.</summary>
internal unsafe interface ITokenSink
{
    /// <summary>Takes up to <see cref="TokenScanner.Most"/> tokens in order; 16 bytes from the start of each may be read whatever its length. False ends the scan.</summary>
    bool Take(byte** starts, int* lengths, int count);
}

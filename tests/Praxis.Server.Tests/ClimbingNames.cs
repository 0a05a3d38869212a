namespace Praxis.Server.Tests;

/// <summary>Names in a route that lead elsewhere (A5).</summary>
public static class ClimbingNames
{
    /// <summary>Escaped as they stand in the address.</summary>
    public static TheoryData<string> All =>
    [
        "..%2f..%2fetc", "..%5c..%5c", "%2e%2e%2f", "%252e%252e%252f", "....%2f%2f", "%2fetc%2fpasswd", "c:%5cwindows", "%5c%5cserver%5cshare", "file:%2f%2f%2fetc", "a%23%2f..%2f..%2fx", "a%3fx=..%2f..",
    ];
}
